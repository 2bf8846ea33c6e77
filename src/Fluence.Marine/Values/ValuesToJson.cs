using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Text;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Values;

/// <summary>Makes JSON out of the results of a function, with the rules and messages of the original.</summary>
public static class ValuesToJson
{
    private static readonly ImmutableArray<JsonValue> ByteNumbers =
        [.. Enumerable.Range(0, 256).Select(static value => JsonNumber.FromInt64(value))];

    /// <summary>No result is null, one is its value.</summary>
    /// <exception cref="ValueJsonException">The values are not of the types.</exception>
    public static JsonValue Convert(ImmutableArray<IValue> values, ImmutableArray<IType> outputs, RecordTable records) =>
        values.Length != outputs.Length
            ? throw new ValueJsonException(
                $"resulted values [{string.Join(", ", values)}] and function signature [{string.Join(", ", outputs)}] aren't compatible")
        : values.Length switch
        {
            0 => JsonNull.Instance,
            1 => Convert(values[0], outputs[0], records),
            _ => throw new ValueJsonException("multi-values aren't supported now - more then one result values aren't possible"),
        };

    /// <summary>Makes JSON out of one value: bytes are an array of numbers, records objects, floats that are no number null.</summary>
    /// <exception cref="ValueJsonException">The value is not of the type.</exception>
    public static JsonValue Convert(IValue value, IType type, RecordTable records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return (value, type) switch
        {
            (BooleanValue flag, SimpleType { Kind: ITypeKind.Boolean }) => JsonBool.Of(flag.Value),
            (IntegerValue { Kind: ITypeKind.U64 } integer, SimpleType { Kind: ITypeKind.U64 }) =>
                JsonNumber.FromUInt64((ulong)integer.Bits),
            (IntegerValue integer, SimpleType simple) when integer.Kind == simple.Kind => JsonNumber.FromInt64(integer.Bits),
            (F32Value number, SimpleType { Kind: ITypeKind.F32 }) => Float(number.Value),
            (F64Value number, SimpleType { Kind: ITypeKind.F64 }) => Float(number.Value),
            (StringValue text, SimpleType { Kind: ITypeKind.String }) => new JsonString(text.Value),
            (ByteArrayValue bytes, SimpleType { Kind: ITypeKind.ByteArray } or ArrayType { Element: SimpleType { Kind: ITypeKind.U8 } }) =>
                Bytes(bytes.Value.Span),
            (ByteArrayValue bytes, ArrayType array) => bytes.Value.IsEmpty
                ? JsonArray.Empty
                : throw Incompatible(IValue.U8(bytes.Value.Span[0]), array.Element),
            (ArrayValue array, SimpleType { Kind: ITypeKind.ByteArray }) => Items(array, IType.U8, records),
            (ArrayValue array, ArrayType of) => Items(array, of.Element, records),
            (RecordValue record, RecordReference reference) => Record(record, reference.Id, records),
            _ => throw Incompatible(value, type),
        };
    }

    private static JsonArray Items(ArrayValue array, IType element, RecordTable records) =>
        new([.. array.Items.Select(item => Convert(item, element, records))]);

    private static JsonObject Record(RecordValue record, uint id, RecordTable records)
    {
        if (!records.TryGet(id, out RecordType? type))
        {
            throw new ValueJsonException($"record id {id} wasn't found in module record types");
        }

        if (record.Fields.Length != type.Fields.Length)
        {
            string fields = string.Join(
                ", ", type.Fields.Select(static each => $"RecordFieldType {{ name: {RustText.Quote(each.Name)}, ty: {each.Type} }}"));
            throw new ValueJsonException(
                $"output record [{string.Join(", ", record.Fields)}] isn't compatible to output record fields [{fields}]");
        }

        return new JsonObject(record.Fields.Zip(
            type.Fields, (value, field) => KeyValuePair.Create(field.Name, Convert(value, field.Type, records))));
    }

    private static JsonArray Bytes(ReadOnlySpan<byte> bytes)
    {
        ImmutableArray<JsonValue>.Builder items = ImmutableArray.CreateBuilder<JsonValue>(bytes.Length);
        foreach (byte each in bytes)
        {
            items.Add(ByteNumbers[each]);
        }

        return new JsonArray(items.MoveToImmutable());
    }

    private static JsonValue Float(double value) => double.IsFinite(value) ? JsonNumber.FromDouble(value) : JsonNull.Instance;

    private static ValueJsonException Incompatible(IValue value, IType type) => new($"value {value} is incompatible to type {type}");
}
