using System.Globalization;
using System.Text;

namespace Fluence.Marine.Text;

/// <summary>Texts, characters and floats as Rust prints them for debugging; they stand in messages of the original.</summary>
internal static class RustText
{
    private const double LeastPlain = 1e-4;
    private const double LeastScientific = 1e16;

    /// <summary>A text in double quotes.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (Rune rune in text.EnumerateRunes())
        {
            quoted.Append(Escape(rune, quote: '"'));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string Quote(Rune rune) => $"'{Escape(rune, quote: '\'')}'";

    /// <summary>A float of 64 bits.</summary>
    public static string Float(double value) =>
        Float(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A float of 32 bits.</summary>
    public static string Float(float value) =>
        Float(value, value.ToString("R", CultureInfo.InvariantCulture));

    private static string Float(double value, string shortest)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        }

        double magnitude = Math.Abs(value);
        (string digits, int exponent) = Digits(shortest);
        string sign = double.IsNegative(value) ? "-" : "";
        if (magnitude != 0 && magnitude is < LeastPlain or >= LeastScientific)
        {
            string rest = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{rest}e{exponent}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        string whole = digits.PadRight(exponent + 1, '0');
        string fraction = whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0";
        return $"{sign}{whole[..(exponent + 1)]}.{fraction}";
    }

    /// <summary>The digits without zeros around them, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Digits(string text)
    {
        string[] parts = text.TrimStart('-').Split('E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        exponent += (point < 0 ? digits.Length : point) - 1;
        string significant = digits.TrimStart('0');
        exponent -= significant.Length == 0 ? 0 : digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? ("0", 0) : (significant, exponent);
    }

    private static string Escape(Rune rune, char quote) => rune.Value switch
    {
        '\0' => "\\0",
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '\\' => "\\\\",
        _ when rune.Value == quote => "\\" + quote,
        _ when IsPrintable(rune) => rune.ToString(),
        _ => $"\\u{{{rune.Value:x}}}",
    };

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
