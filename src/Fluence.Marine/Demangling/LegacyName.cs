using System.Globalization;
using System.Text;

namespace Fluence.Marine.Demangling;

/// <summary>
/// Names whose parts are prefixed by their lengths and end with a hash; other signs than letters are written between dollars.
/// </summary>
internal static class LegacyName
{
    private const int HashDigits = 16;

    // lengths of more digits reach beyond any name
    private const int MostDigits = 5;

    /// <summary>Reads what follows the prefix.</summary>
    public static string? Read(string text, bool isFull)
    {
        List<string> parts = [];
        int at = 0;
        while (at < text.Length && text[at] != 'E')
        {
            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == start || at - start > MostDigits)
            {
                return null;
            }

            int length = int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture);
            if (length > text.Length - at)
            {
                return null;
            }

            parts.Add(text.Substring(at, length));
            at += length;
        }

        if (at >= text.Length || parts.Count == 0 || RustName.Suffix(text[(at + 1)..]) is not { } suffix)
        {
            return null;
        }

        if (!isFull && parts.Count > 1 && IsHash(parts[^1]))
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return string.Join("::", parts.Select(Decode)) + suffix;
    }

    private static bool IsHash(string part) =>
        part.Length == HashDigits + 1 && part[0] == 'h' && part.Skip(1).All(char.IsAsciiHexDigitLower);

    private static string Decode(string part)
    {
        StringBuilder text = new();

        // what begins with a dollar has an underscore before it, to be an identifier
        int at = part.StartsWith("_$", StringComparison.Ordinal) ? 1 : 0;
        while (at < part.Length)
        {
            if (part[at] == '.')
            {
                bool isPath = at + 1 < part.Length && part[at + 1] == '.';
                text.Append(isPath ? "::" : ".");
                at += isPath ? 2 : 1;
            }
            else if (part[at] == '$')
            {
                int end = part.IndexOf('$', at + 1);
                if (end < 0 || Unescape(part[(at + 1)..end]) is not { } sign)
                {
                    return text.Append(part, at, part.Length - at).ToString();
                }

                text.Append(sign);
                at = end + 1;
            }
            else
            {
                int end = part.AsSpan(at).IndexOfAny('$', '.');
                int length = end < 0 ? part.Length - at : end;
                text.Append(part, at, length);
                at += length;
            }
        }

        return text.ToString();
    }

    private static string? Unescape(string escape) => escape switch
    {
        "SP" => "@",
        "BP" => "*",
        "RF" => "&",
        "LT" => "<",
        "GT" => ">",
        "LP" => "(",
        "RP" => ")",
        "C" => ",",
        ['u', .. { Length: > 0 and <= 6 } digits] when digits.All(char.IsAsciiHexDigitLower)
            && Rune.TryCreate(int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), out Rune rune)
            && !Rune.IsControl(rune) => rune.ToString(),
        _ => null,
    };
}
