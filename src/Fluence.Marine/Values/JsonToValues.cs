using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Text;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Values;

/// <summary>Makes the arguments of a function out of JSON, with the rules and messages of the original.</summary>
public static class JsonToValues
{
    /// <summary>
    /// Reads arguments: an object by name, an array by position, one value for one argument, null for none.
    /// </summary>
    /// <exception cref="ValueJsonException">The JSON does not fit.</exception>
    public static ImmutableArray<IValue> Convert(JsonValue json, ImmutableArray<NamedType> arguments, RecordTable records)
    {
        switch (json)
        {
            case JsonObject map:
                return ByName(map, arguments, records);
            case JsonArray array:
                return ByPosition(array, arguments, records);
            case JsonNull:
                return arguments.IsEmpty ? [] : throw new ValueJsonException(
                    $"the called function has the following signature: {Signature(arguments)}, but no arguments is provided");
            default:
                // the original looks no records up here; a lone value can be none anyway
                return arguments is [var only] ? [Convert(json, only.Type, RecordTable.Empty)] : throw new ValueJsonException(
                    $"called function has the following signature: '{Signature(arguments)}', "
                        + $"and it isn't suitable for an argument '{JsonDebug.Of(json)}' provided");
        }
    }

    /// <summary>Reads one value.</summary>
    /// <exception cref="ValueJsonException">The JSON does not fit.</exception>
    public static IValue Convert(JsonValue json, IType type, RecordTable records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return type switch
        {
            SimpleType { Kind: ITypeKind.ByteArray } => json is JsonArray bytes
                ? IValue.Bytes(Bytes(bytes))
                : throw new ValueJsonException($"expected bytearray, got {JsonDebug.Of(json)}"),
            SimpleType simple => ScalarJson.Read(json, simple.Kind),
            ArrayType array => json is JsonArray items
                ? IValue.Array([.. items.Items.Select(item => Convert(item, array.Element, records))])
                : throw new ValueJsonException($"expected array of {array.Element} types, got {JsonDebug.Of(json)}"),
            RecordReference record => Record(json, record.Id, records),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    private static IValue Record(JsonValue json, uint id, RecordTable records) =>
        !records.TryGet(id, out RecordType? type) ? throw new ValueJsonException($"record with type id `{id}` wasn't found")
        : json switch
        {
            JsonObject map => IValue.Record(ByName(map, type.Fields, records)),
            JsonArray array => IValue.Record(ByPosition(array, type.Fields, records)),
            _ => throw new ValueJsonException($"record with type id `{id}` should be encoded as array or map of fields"),
        };

    private static ImmutableArray<IValue> ByName(JsonObject map, ImmutableArray<NamedType> types, RecordTable records)
    {
        HashSet<string> taken = [];
        ImmutableArray<IValue>.Builder values = ImmutableArray.CreateBuilder<IValue>(types.Length);
        foreach (NamedType type in types)
        {
            values.Add(map.TryGetValue(type.Name, out JsonValue? json) && taken.Add(type.Name)
                ? Convert(json, type.Type, records)
                : throw new ValueJsonException($"missing argument with name {type.Name}"));
        }

        return map.Count == types.Length ? values.MoveToImmutable() : throw WrongCount(types.Length, map.Count);
    }

    private static ImmutableArray<IValue> ByPosition(JsonArray array, ImmutableArray<NamedType> types, RecordTable records) =>
        array.Count == types.Length
            ? [.. array.Items.Zip(types, (json, type) => Convert(json, type.Type, records))]
            : throw WrongCount(types.Length, array.Count);

    private static byte[] Bytes(JsonArray array)
    {
        byte[] bytes = new byte[array.Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((IntegerValue)ScalarJson.Read(array[i], ITypeKind.U8)).Bits;
        }

        return bytes;
    }

    private static ValueJsonException WrongCount(int required, int provided) =>
        new($"function requires {required} arguments, {provided} provided");

    private static string Signature(ImmutableArray<NamedType> arguments) =>
        $"[{string.Join(", ", arguments.Select(static each => $"({RustText.Quote(each.Name)}, {each.Type})"))}]";
}
