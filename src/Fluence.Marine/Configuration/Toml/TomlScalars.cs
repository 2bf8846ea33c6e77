using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration.Toml;

/// <summary>Tells TOML's numbers, dates and truth values apart.</summary>
internal static partial class TomlScalars
{
    // no number or date is longer
    private const int MaxLength = 128;

    private const string DatePattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private const string TimePattern = @"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?";

    /// <summary>Reads a value that is neither a string nor has parts.</summary>
    public static ConfigScalar Read(ref TomlScanner scanner)
    {
        string word = scanner.TakeWhile(IsPart).ToString();

        // a date and a time may have one space between them
        if (Date().IsMatch(word) && scanner.Peek == ' ' && scanner.Rest is [_, >= '0' and <= '9', ..])
        {
            scanner.Skip();
            word += " " + scanner.TakeWhile(IsPart).ToString();
        }

        return word is "true" or "false" ? scanner.Scalar(ConfigScalarKind.Boolean, word)
            : word.Length == 0 ? throw scanner.Error($"expected a value {scanner.Found()}")
            : word.Length > MaxLength ? throw scanner.Error("a value is too long for a number or a date")
            : TryInteger(word, out BigInteger integer) ? FromInteger(scanner, word, integer)
            : Float().IsMatch(word) ? scanner.Scalar(ConfigScalarKind.Float, word.Replace("_", "", StringComparison.Ordinal))
            : DateTimeText().IsMatch(word) ? scanner.Scalar(ConfigScalarKind.Date, word)
            : throw scanner.Error($"'{word}' is no value; texts stand in quotes");
    }

    private static bool IsPart(char next) => char.IsAsciiLetterOrDigit(next) || next is '+' or '-' or '_' or '.' or ':';

    private static ConfigScalar FromInteger(in TomlScanner scanner, string word, BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue
            ? scanner.Scalar(ConfigScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture))
            : throw scanner.Error($"'{word}' does not fit 64 bits");

    private static bool TryInteger(string word, out BigInteger value)
    {
        value = default;
        string digits = word.Replace("_", "", StringComparison.Ordinal);
        if (Integer().IsMatch(word))
        {
            value = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            return true;
        }

        if (!OtherBase().IsMatch(word))
        {
            return false;
        }

        // a leading zero keeps the hexadecimal number from being negative
        value = digits[1] switch
        {
            'x' => BigInteger.Parse("0" + digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            'o' => digits[2..].Aggregate(BigInteger.Zero, static (sum, digit) => (sum * 8) + (digit - '0')),
            _ => digits[2..].Aggregate(BigInteger.Zero, static (sum, digit) => (sum * 2) + (digit - '0')),
        };
        return true;
    }

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^0(x[0-9a-fA-F](_?[0-9a-fA-F])*|o[0-7](_?[0-7])*|b[01](_?[01])*)$")]
    private static partial Regex OtherBase();

    [GeneratedRegex(@"^[+-]?((0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?|inf|nan)$")]
    private static partial Regex Float();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    private static partial Regex Date();

    [GeneratedRegex($@"^({DatePattern}([Tt ]{TimePattern}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?|{TimePattern})$")]
    private static partial Regex DateTimeText();
}
