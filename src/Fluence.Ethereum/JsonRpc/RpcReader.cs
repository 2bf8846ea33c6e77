using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>Reads what endpoints answer. Whatever is not as it should be is a <see cref="FormatException"/> that names it.</summary>
internal static class RpcReader
{
    public static string Text(JsonElement value, string what) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"{what} is not a text");

    public static BigInteger Number(JsonElement value, string what) => Hex.TryParseQuantity(Text(value, what), out BigInteger number)
        ? number
        : throw new FormatException($"{what} is no quantity: '{Hex.Shorten(value.GetString())}'");

    public static ulong UInt64(JsonElement value, string what) => Number(value, what) is var number && number <= ulong.MaxValue
        ? (ulong)number
        : throw new FormatException($"{what} is more than 64 bits");

    public static byte[] Bytes(JsonElement value, string what) => Hex.TryParse(Text(value, what), out byte[]? bytes)
        ? bytes
        : throw new FormatException($"{what} is not hexadecimal");

    public static Bytes32 Hash(JsonElement value, string what) => Bytes32.TryParse(Text(value, what), out Bytes32 hash)
        ? hash
        : throw new FormatException($"{what} is not 32 bytes");

    public static Address Address(JsonElement value, string what) => Ethereum.Address.TryParse(Text(value, what), out Address address)
        ? address
        : throw new FormatException($"{what} is no address");

    public static Block? Block(JsonElement value) => IsNull(value) ? null : new Block(
        UInt64(Get(value, "number"), "a block's number"),
        Hash(Get(value, "hash"), "a block's hash"),
        Hash(Get(value, "parentHash"), "a block's parentHash"),
        UInt64(Get(value, "timestamp"), "a block's timestamp"),
        Optional(value, "baseFeePerGas") is { } fee ? Number(fee, "a block's baseFeePerGas") : null);

    public static ImmutableArray<Log> Logs(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(Log)]
        : throw new FormatException("the list of events is none");

    public static Log Log(JsonElement value)
    {
        JsonElement topics = Get(value, "topics");
        return new Log(
            Address(Get(value, "address"), "an event's address"),
            topics.ValueKind == JsonValueKind.Array && topics.GetArrayLength() <= 4
                ? [.. topics.EnumerateArray().Select(static each => Hash(each, "an event's topic"))]
                : throw new FormatException("an event's topics are no list of at most 4"),
            Bytes(Get(value, "data"), "an event's data"),
            UInt64(Get(value, "blockNumber"), "an event's blockNumber"),
            Hash(Get(value, "blockHash"), "an event's blockHash"),
            Hash(Get(value, "transactionHash"), "an event's transactionHash"),
            UInt64(Get(value, "transactionIndex"), "an event's transactionIndex"),
            UInt64(Get(value, "logIndex"), "an event's logIndex"),
            Optional(value, "removed") is { ValueKind: JsonValueKind.True });
    }

    public static Receipt? Receipt(JsonElement value) => IsNull(value) || Optional(value, "blockHash") is null ? null : new Receipt(
        Hash(Get(value, "transactionHash"), "a receipt's transactionHash"),
        Hash(Get(value, "blockHash"), "a receipt's blockHash"),
        UInt64(Get(value, "blockNumber"), "a receipt's blockNumber"),
        Address(Get(value, "from"), "a receipt's from"),
        Optional(value, "to") is { } to ? Address(to, "a receipt's to") : null,
        Optional(value, "contractAddress") is { } made ? Address(made, "a receipt's contractAddress") : null,
        UInt64(Get(value, "status"), "a receipt's status") == 1,
        UInt64(Get(value, "gasUsed"), "a receipt's gasUsed"),
        Optional(value, "effectiveGasPrice") is { } price ? Number(price, "a receipt's effectiveGasPrice") : 0,
        Logs(Get(value, "logs")));

    private static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static JsonElement Get(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new FormatException($"'{name}' is missing");

    private static JsonElement? Optional(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) && !IsNull(member) ? member : null;
}
