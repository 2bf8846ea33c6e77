using System.Globalization;
using System.Text;
using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>Rust's <c>{:?}</c> print of strings and JSON values, which stands in error texts of the protocol.</summary>
internal static class RustDebug
{
    public static string Print(string text)
    {
        StringBuilder builder = new(text.Length + 2);
        builder.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                0 => builder.Append("\\0"),
                _ when IsPrintable(rune) => builder.Append(rune),
                _ => builder.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
            };
        }

        return builder.Append('"').ToString();
    }

    public static string Print(JsonValue value) => value switch
    {
        JsonNull => "Null",
        JsonBool boolean => $"Bool({boolean})",
        JsonNumber number => $"Number({number})",
        JsonString text => $"String({Print(text.Value)})",
        JsonArray array => $"Array [{string.Join(", ", array.Items.Select(Print))}]",
        JsonObject @object => $"Object {{{string.Join(", ", @object.Members.Select(pair => $"{Print(pair.Key)}: {Print(pair.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Print(ReadOnlySpan<byte> bytes) => $"[{string.Join(", ", bytes.ToArray())}]";

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        && (rune.Value == ' ' || Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator);
}
