using System.Collections.Immutable;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.Ipfs.Dag;

/// <summary>
/// DAG-JSON (ipld specs): JSON in which <c>{"/": "‹CID›"}</c> is a link and <c>{"/": {"bytes": "‹base64›"}}</c> are bytes.
/// </summary>
public static class DagJson
{
    /// <summary>Reads DAG-JSON.</summary>
    /// <exception cref="IpfsFormatException">The text is no DAG-JSON.</exception>
    public static IpldValue Decode(ReadOnlySpan<byte> utf8) => JsonValue.TryParse(utf8, out JsonValue? json, out string? problem)
        ? ToIpld(json) : throw new IpfsFormatException($"this is no DAG-JSON: {problem}");

    /// <summary>The value as DAG-JSON: compact, with members sorted.</summary>
    public static JsonValue ToJson(IpldValue value) => value switch
    {
        IpldNull => JsonNull.Instance,
        IpldBool truth => JsonBool.Of(truth.Value),
        IpldInteger { Value: var number } => number >= 0 ? JsonNumber.FromUInt64((ulong)number)
            : number >= long.MinValue ? JsonNumber.FromInt64((long)number) : JsonNumber.FromDouble((double)number),
        IpldFloat number => JsonNumber.FromDouble(number.Value),
        IpldText text => new JsonString(text.Value),
        IpldBytes bytes => Special(new JsonObject(("bytes", new JsonString(Convert.ToBase64String(bytes.Value.Span).TrimEnd('='))))),
        IpldList list => new JsonArray(list.Items.Select(ToJson)),
        IpldMap map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key, ToJson(member.Value)))),
        IpldLink link => Special(new JsonString(link.Cid.ToString())),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no value of IPLD"),
    };

    private static JsonObject Special(JsonValue value) => new(("/", value));

    private static IpldValue ToIpld(JsonValue json)
    {
        switch (json)
        {
            case JsonNull:
                return IpldNull.Instance;
            case JsonBool truth:
                return new IpldBool(truth.Value);
            case JsonNumber number:
                return number.TryGetInt64(out long signed) ? new IpldInteger(signed)
                    : number.TryGetUInt64(out ulong unsigned) ? new IpldInteger(unsigned) : new IpldFloat(number.AsDouble);
            case JsonString text:
                return new IpldText(text.Value);
            case JsonArray list:
                return new IpldList([.. list.Items.Select(ToIpld)]);
            case JsonObject { Names: ["/"] } special:
                return ToSpecial(special.Values[0]);
            default:
                return new IpldMap(((JsonObject)json).Members.ToImmutableSortedDictionary(
                    member => member.Key, member => ToIpld(member.Value), StringComparer.Ordinal));
        }
    }

    private static IpldValue ToSpecial(JsonValue value)
    {
        switch (value)
        {
            case JsonString text when Cid.TryParseAny(text.Value, out Cid cid):
                return new IpldLink(cid);
            case JsonObject { Names: ["bytes"], Values: [JsonString base64] }:
                byte[] bytes = new byte[base64.Value.Length];
                string padded = base64.Value.PadRight((base64.Value.Length + 3) / 4 * 4, '=');
                return Convert.TryFromBase64String(padded, bytes, out int length) ? new IpldBytes(bytes.AsMemory(0, length))
                    : throw new IpfsFormatException("this is no DAG-JSON: bytes that are not base64");
            default:
                throw new IpfsFormatException("this is no DAG-JSON: the key \"/\" with neither a CID nor bytes");
        }
    }
}
