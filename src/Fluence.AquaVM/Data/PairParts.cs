using System.Text;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// The parts of a pair of a stream map, which is a JSON object with the members <c>key</c> and <c>value</c>. A part is null where the value
/// is no object or has no such member.
/// </summary>
internal sealed record PairParts(JsonValue? Key, VmValue? Value)
{
    private const string KeyName = "key";
    private const string ValueName = "value";

    private static ReadOnlySpan<byte> Opening => "{\"key\":"u8;

    private static ReadOnlySpan<byte> Middle => ",\"value\":"u8;

    /// <summary>The parts of any JSON value.</summary>
    public static PairParts Of(JsonValue json) => json is JsonObject fields
        ? new PairParts(
            fields.TryGetValue(KeyName, out JsonValue? key) ? key : null,
            fields.TryGetValue(ValueName, out JsonValue? value) ? VmValue.FromJson(value) : null)
        : new PairParts(null, null);

    /// <summary>
    /// The parts of canonical text that is nothing but a pair with a simple string as key; null for other text, whatever it is.
    /// </summary>
    public static PairParts? TryRead(ReadOnlyMemory<byte> canonical)
    {
        ReadOnlySpan<byte> text = canonical.Span;
        int name = Opening.Length + 1;
        if (text.Length <= name || !text.StartsWith(Opening) || text[name - 1] != (byte)'"')
        {
            return null;
        }

        int length = text[name..].IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || text[name + length] != (byte)'"' || !text[(name + length + 1)..].StartsWith(Middle))
        {
            return null;
        }

        // up to the last bracket: with further members this is no JSON
        ReadOnlyMemory<byte> value = canonical[(name + length + 1 + Middle.Length)..^1];
        return CanonicalJson.IsCanonical(value.Span)
            ? new PairParts(new JsonString(Encoding.UTF8.GetString(text.Slice(name, length))), VmValue.FromCanonical(value))
            : null;
    }

    /// <summary>About how long the text of the pair is, in bytes; both parts are there.</summary>
    public int LikelyLength => ((Key as JsonString)?.Value.Length ?? 20) + Value!.LikelyLength + 20;

    /// <summary>The pair; both parts are there.</summary>
    public JsonObject ToJson() => new((KeyName, Key!), (ValueName, Value!.Json));

    /// <summary>Appends the canonical text of the pair; both parts are there.</summary>
    public void WriteText(TextBuffer output)
    {
        output.Write(Opening);
        output.Write(Key!);
        output.Write(Middle);
        Value!.WriteText(output);
        output.Write("}"u8);
    }
}
