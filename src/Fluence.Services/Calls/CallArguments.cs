using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>
/// Reads the arguments of a call one after another, each by its <see cref="ArgumentShape{T}"/>. The first failure is kept in
/// <see cref="Error"/> with the text that the original peer gives; further arguments are ignored, as it does.
/// </summary>
internal struct CallArguments(ImmutableArray<JsonValue> arguments)
{
    private int _position;

    /// <summary>Why a <c>TryNext</c> has returned false.</summary>
    public FunctionOutcome Error { get; private set; }

    /// <summary>Reads a required argument.</summary>
    public bool TryNext<T>(string field, ArgumentShape<T> shape, [MaybeNullWhen(false)] out T value)
    {
        if (_position >= arguments.Length)
        {
            return Fail(ArgumentErrors.Missing(field), out value);
        }

        JsonValue argument = arguments[_position++];
        return shape.TryRead(argument, out value) || Fail(ArgumentErrors.Mismatch(field, shape.RustType, argument), out value);
    }

    /// <summary>
    /// Reads an optional argument: absent, <c>null</c> and <c>[]</c> are none; <c>[x]</c> and a bare <c>x</c> are some
    /// (Aqua's <c>?T</c> is an array of at most one element).
    /// </summary>
    public bool TryNextOptional<T>(string field, ArgumentShape<T> shape, out Optional<T> value)
    {
        value = default;
        if (_position >= arguments.Length)
        {
            return true;
        }

        JsonValue argument = arguments[_position++];
        if (argument is JsonArray array && Shapes.ListOf(shape).TryRead(argument, out IReadOnlyList<T>? items))
        {
            if (array.Items.Length > 1)
            {
                return Fail(ArgumentErrors.NotUnary(field, array.Items.Length), out _);
            }

            value = items.Count == 1 ? new Optional<T>(items[0]) : default;
            return true;
        }

        if (shape.TryRead(argument, out T? scalar))
        {
            value = new Optional<T>(scalar);
            return true;
        }

        return argument is JsonNull || Fail(ArgumentErrors.Mismatch(field, $"Option<{shape.RustType}>", argument), out _);
    }

    private bool Fail(FunctionOutcome error, out bool result)
    {
        Error = error;
        return result = false;
    }

    private bool Fail<T>(FunctionOutcome error, [MaybeNull] out T value)
    {
        Error = error;
        value = default;
        return false;
    }
}
