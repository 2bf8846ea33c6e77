using System.Globalization;
using System.Text;

namespace Fluence.Marine.Configuration.Toml;

/// <summary>Reads the four forms of TOML's strings.</summary>
internal static class TomlStrings
{
    /// <summary>Whether a string begins here.</summary>
    public static bool Starts(in TomlScanner scanner) => scanner.Peek is '"' or '\'';

    /// <summary>Reads a string; as a key it must be on one line.</summary>
    public static string Read(ref TomlScanner scanner, bool isKey = false)
    {
        char quote = scanner.Peek;
        string three = new(quote, 3);
        if (!isKey && scanner.Take(three))
        {
            return ReadLines(ref scanner, quote, three);
        }

        scanner.Skip();
        StringBuilder text = new();
        while (!scanner.Take(quote))
        {
            if (scanner.IsAtEnd || scanner.Peek is '\r' or '\n')
            {
                throw scanner.Error($"a string has no closing {quote}");
            }

            ReadCharacter(ref scanner, quote, text);
        }

        return text.ToString();
    }

    private static string ReadLines(ref TomlScanner scanner, char quote, string three)
    {
        // a line end right after the quotes is no part of the text
        _ = scanner.Take("\r\n") || scanner.Take('\n');
        StringBuilder text = new();
        while (true)
        {
            if (scanner.IsAtEnd)
            {
                throw scanner.Error($"a string has no closing {three}");
            }

            if (scanner.Take(three))
            {
                // up to two quotes may stand before the closing ones
                for (int i = 0; i < 2 && scanner.Take(quote); i++)
                {
                    text.Append(quote);
                }

                return text.ToString();
            }

            if (quote == '"' && scanner.Peek == '\\' && EndsLine(scanner.Rest[1..]))
            {
                scanner.Skip();
                scanner.TakeWhile(static next => next is ' ' or '\t' or '\r' or '\n');
                continue;
            }

            ReadCharacter(ref scanner, quote, text);
        }
    }

    private static bool EndsLine(ReadOnlySpan<char> rest) => rest.TrimStart(" \t\r") is ['\n', ..];

    private static void ReadCharacter(ref TomlScanner scanner, char quote, StringBuilder text)
    {
        char next = scanner.Peek;
        if (next is (< ' ' and not ('\t' or '\n' or '\r')) or '\x7f')
        {
            throw scanner.Error($"a string holds the control character U+{(int)next:X4}");
        }

        scanner.Skip();
        if (quote == '"' && next == '\\')
        {
            ReadEscape(ref scanner, text);
        }
        else
        {
            text.Append(next);
        }
    }

    private static void ReadEscape(ref TomlScanner scanner, StringBuilder text)
    {
        char escape = scanner.Peek;
        if (escape is 'u' or 'U')
        {
            ReadCodePoint(ref scanner, text, escape == 'u' ? 4 : 8);
            return;
        }

        text.Append(escape switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            '"' => '"',
            '\\' => '\\',
            _ => throw scanner.Error($"a string has an unknown escape after \\ {scanner.Found()}"),
        });
        scanner.Skip();
    }

    private static void ReadCodePoint(ref TomlScanner scanner, StringBuilder text, int digits)
    {
        scanner.Skip();
        ReadOnlySpan<char> rest = scanner.Rest;
        if (rest.Length < digits
            || !uint.TryParse(rest[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            || !Rune.TryCreate(code, out Rune rune))
        {
            throw scanner.Error($"a string has an escape that is not {digits} hexadecimal digits of a character");
        }

        scanner.Skip(digits);
        text.Append(rune);
    }
}
