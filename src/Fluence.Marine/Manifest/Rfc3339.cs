namespace Fluence.Marine.Manifest;

/// <summary>
/// Checks times like <c>2023-02-07T10:27:17.870350+00:00</c>, and says what is wrong in the words of the original's library.
/// </summary>
internal static class Rfc3339
{
    private const string TooShort = "premature end of input";
    private const string Invalid = "input contains invalid characters";
    private const string OutOfRange = "input is out of range";
    private const string TooLong = "trailing input";
    private const int LeapSecond = 60;

    /// <summary>What is wrong with a text; null if it is a time.</summary>
    public static string? FindProblem(ReadOnlySpan<char> text)
    {
        // a digit stands for any digit, any other symbol for itself, T for T, t and a space
        string? problem = Match(ref text, "0000-00-00T00:00:00", out ReadOnlySpan<char> time) ?? SkipFraction(ref text);
        if (problem is not null)
        {
            return problem;
        }

        problem = text switch
        {
            [] => TooShort,
            ['Z' or 'z', ..] => Skip(ref text, 1),
            ['+' or '-' or '\u2212', ..] => Skip(ref text, 1) ?? Match(ref text, "00:00", out ReadOnlySpan<char> zone) ?? CheckZone(zone),
            _ => Invalid,
        };
        return problem ?? (text.IsEmpty ? CheckTime(time) : TooLong);
    }

    private static string? Match(ref ReadOnlySpan<char> text, string pattern, out ReadOnlySpan<char> matched)
    {
        matched = text;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (i == text.Length)
            {
                return TooShort;
            }

            bool fits = pattern[i] switch
            {
                '0' => char.IsAsciiDigit(text[i]),
                'T' => text[i] is 'T' or 't' or ' ',
                _ => text[i] == pattern[i],
            };
            if (!fits)
            {
                return Invalid;
            }
        }

        matched = text[..pattern.Length];
        return Skip(ref text, pattern.Length);
    }

    private static string? SkipFraction(ref ReadOnlySpan<char> text)
    {
        if (text is not ['.', ..])
        {
            return null;
        }

        int digits = 1;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits > 1 ? Skip(ref text, digits) : text.Length == 1 ? TooShort : Invalid;
    }

    private static string? Skip(ref ReadOnlySpan<char> text, int length)
    {
        text = text[length..];
        return null;
    }

    private static string? CheckZone(ReadOnlySpan<char> zone) => Number(zone, 0, 2) < 24 && Number(zone, 3, 2) < 60 ? null : OutOfRange;

    private static string? CheckTime(ReadOnlySpan<char> time)
    {
        int year = Number(time, 0, 4), month = Number(time, 5, 2), day = Number(time, 8, 2);

        // the Gregorian calendar repeats after 400 years, and DateTime knows no year 0
        bool isDate = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 400 : year, month);
        return isDate && Number(time, 11, 2) < 24 && Number(time, 14, 2) < 60 && Number(time, 17, 2) <= LeapSecond ? null : OutOfRange;
    }

    private static int Number(ReadOnlySpan<char> text, int start, int length) => int.Parse(text.Slice(start, length));
}
