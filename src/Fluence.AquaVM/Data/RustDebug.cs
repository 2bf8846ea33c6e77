using System.Globalization;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>Values as Rust's <c>{:?}</c> prints them, for error texts that the original makes so.</summary>
internal static class RustDebug
{
    /// <summary>A string: in quotes, with escapes for quotes, backslashes and what cannot be printed.</summary>
    public static string String(string text)
    {
        StringBuilder output = new(text.Length + 2);
        output.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            output.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0' => "\\0",
                _ when RustUnicode.IsPrintable(rune) => rune.ToString(),
                _ => $"\\u{{{rune.Value.ToString("x", CultureInfo.InvariantCulture)}}}",
            });
        }

        return output.Append('"').ToString();
    }

    /// <summary>A list.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
