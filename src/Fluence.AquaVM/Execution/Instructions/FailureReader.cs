using System.Globalization;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>
/// Reads the value of a failed call: an object of <c>ret_code</c> and <c>message</c>, or, as with the original, an array of both. Texts of
/// errors are serde's.
/// </summary>
internal static class FailureReader
{
    public const string MessageField = "message";
    public const string RetCodeField = "ret_code";

    private const string Struct = "struct CallServiceFailed";

    /// <summary>The code and the message.</summary>
    /// <exception cref="UncatchableException">Code 20012: the value is something else.</exception>
    public static (int Code, string Message) Read(JsonValue value) => value switch
    {
        JsonObject fields => ReadFields(fields),
        JsonArray items => ReadItems(items),
        _ => throw InvalidType(value, Struct),
    };

    private static (int Code, string Message) ReadFields(JsonObject fields)
    {
        // members come in the order of their names, and the first fault is told
        string? message = fields.TryGetValue(MessageField, out JsonValue? text) ? ReadMessage(text) : null;
        int? code = fields.TryGetValue(RetCodeField, out JsonValue? number) ? ReadCode(number) : null;
        return (code ?? throw Missing(RetCodeField), message ?? throw Missing(MessageField));
    }

    private static (int Code, string Message) ReadItems(JsonArray items)
    {
        int code = items.Count > 0 ? ReadCode(items[0]) : throw InvalidLength(0, $"{Struct} with 2 elements");
        string message = items.Count > 1 ? ReadMessage(items[1]) : throw InvalidLength(1, $"{Struct} with 2 elements");
        return items.Count == 2 ? (code, message) : throw InvalidLength(items.Count, "fewer elements in array");
    }

    private static int ReadCode(JsonValue value)
    {
        if (value is not JsonNumber { IsInteger: true } number)
        {
            throw InvalidType(value, "i32");
        }

        return number.TryGetInt64(out long code) && code is >= int.MinValue and <= int.MaxValue
            ? (int)code
            : throw Uncatchable.MalformedFailure($"invalid value: integer `{number}`, expected i32");
    }

    private static string ReadMessage(JsonValue value) => value is JsonString text ? text.Value : throw InvalidType(value, "a string");

    private static UncatchableException InvalidType(JsonValue value, string expected) =>
        Uncatchable.MalformedFailure($"invalid type: {Kind(value)}, expected {expected}");

    private static UncatchableException InvalidLength(int length, string expected) =>
        Uncatchable.MalformedFailure($"invalid length {length}, expected {expected}");

    private static UncatchableException Missing(string field) => Uncatchable.MalformedFailure($"missing field `{field}`");

    private static string Kind(JsonValue value) => value switch
    {
        JsonNull => "null",
        JsonString text => $"string {RustDebug.String(text.Value)}",
        JsonNumber { IsInteger: true } => $"integer `{value}`",
        JsonNumber number => $"floating point `{Plain(number.AsDouble)}`",
        JsonArray => "sequence",
        JsonObject => "map",
        _ => $"boolean `{value}`",
    };

    /// <summary>A double as Rust displays it: the shortest digits that read back, never with an exponent.</summary>
    private static string Plain(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        if (exponentAt < 0)
        {
            return text;
        }

        int exponent = int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = text[0] == '-' ? "-" : string.Empty;
        string digits = text[sign.Length..exponentAt];
        int point = digits.IndexOf('.', StringComparison.Ordinal) is >= 0 and int at ? at : digits.Length;
        digits = digits.Replace(".", string.Empty, StringComparison.Ordinal);
        point += exponent;
        return point <= 0 ? $"{sign}0.{new string('0', -point)}{digits}" : sign + digits.PadRight(point, '0');
    }
}
