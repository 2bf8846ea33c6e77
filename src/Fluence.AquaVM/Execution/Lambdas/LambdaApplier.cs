using System.Collections.Immutable;
using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Scopes;
using Fluence.AquaVM.Execution.Values;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Lambdas;

/// <summary>Applies lambdas to JSON values. Scalars in square brackets are looked up in <paramref name="variables"/>.</summary>
internal sealed class LambdaApplier(Variables variables)
{
    /// <summary>The part of a value that a lambda names, or its length.</summary>
    public CatchableError? Apply(JsonValue value, Lambda lambda, out JsonValue result)
    {
        if (!lambda.IsLength)
        {
            return Walk(value, lambda.Path.AsSpan(), out result);
        }

        result = value;
        if (value is not JsonArray array)
        {
            return CatchableError.LengthOfNonArray(value);
        }

        result = JsonNumber.FromInt64(array.Count);
        return null;
    }

    /// <summary>Follows a path into a value.</summary>
    public CatchableError? Walk(JsonValue value, ReadOnlySpan<Accessor> path, out JsonValue result)
    {
        result = value;
        foreach (Accessor accessor in path)
        {
            if (Step(accessor, ref result) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>The element of a list of values that the first accessor of a path names.</summary>
    public CatchableError? SelectElement(IReadOnlyList<Aggregate> elements, Accessor accessor, out Aggregate element)
    {
        element = null!;
        CatchableError? error = ElementIndex(accessor, out uint index);
        if (error is null && index >= elements.Count)
        {
            error = CatchableError.StreamTooShort(elements.Count, index);
        }

        if (error is null)
        {
            element = elements[(int)index];
        }

        return error;
    }

    /// <summary>The key of a canonical map that the first accessor of a path names.</summary>
    public CatchableError? SelectKey(Accessor accessor, out MapKey key)
    {
        key = default;
        switch (accessor)
        {
            case IndexAccessor index:
                key = new MapKey(index.Index);
                return null;
            case FieldAccessor field:
                key = new MapKey(field.Name);
                return null;
            default:
                var scalar = (ScalarAccessor)accessor;
                if (variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate value, out bool isIterator) is { } error)
                {
                    return error;
                }

                if (isIterator)
                {
                    return CatchableError.MapAccessorIsIterator;
                }

                MapKey? found = MapKey.From(value.Value.Json);
                key = found.GetValueOrDefault();
                return found is null ? CatchableError.MapAccessorOfWrongType(value.Value.Json) : null;
        }
    }

    private CatchableError? Step(Accessor accessor, ref JsonValue value)
    {
        switch (accessor)
        {
            case FieldAccessor field:
                return Field(field.Name, ref value);
            case IndexAccessor index:
                return Element(index.Index, ref value);
            default:
                var scalar = (ScalarAccessor)accessor;
                return variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate key, out _) ?? Step(key.Value.Json, ref value);
        }
    }

    private static CatchableError? Step(JsonValue key, ref JsonValue value) => key switch
    {
        JsonString field => Field(field.Value, ref value),
        JsonNumber number => ToIndex(number, out uint index) ?? Element(index, ref value),
        _ => CatchableError.ScalarAccessorOfWrongType(key),
    };

    private static CatchableError? Field(string name, ref JsonValue value)
    {
        if (value is not JsonObject fields)
        {
            return CatchableError.FieldOfNonObject(value, name);
        }

        if (!fields.TryGetValue(name, out JsonValue? field))
        {
            return CatchableError.NoSuchField(value, name);
        }

        value = field;
        return null;
    }

    private static CatchableError? Element(uint index, ref JsonValue value)
    {
        if (value is not JsonArray array)
        {
            return CatchableError.IndexOfNonArray(value, index);
        }

        ImmutableArray<JsonValue> items = array.Items;
        if (index >= items.Length)
        {
            return CatchableError.NoSuchElement(value, index);
        }

        value = items[(int)index];
        return null;
    }

    private CatchableError? ElementIndex(Accessor accessor, out uint index)
    {
        index = 0;
        switch (accessor)
        {
            case IndexAccessor literal:
                index = literal.Index;
                return null;
            case FieldAccessor field:
                return CatchableError.FieldOfStream(field.Name);
            default:
                var scalar = (ScalarAccessor)accessor;
                if (variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate value, out _) is { } error)
                {
                    return error;
                }

                return value.Value.Json is JsonNumber number
                    ? ToIndex(number, out index)
                    : CatchableError.StreamAccessorOfWrongType(value.Value.Json);
        }
    }

    private static CatchableError? ToIndex(JsonNumber number, out uint index)
    {
        bool fits = number.TryGetUInt64(out ulong value) && value <= uint.MaxValue;
        index = fits ? (uint)value : 0;
        return fits ? null : CatchableError.IndexIsNotU32(number);
    }
}
