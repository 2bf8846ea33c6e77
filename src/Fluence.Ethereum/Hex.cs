using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Fluence.Ethereum;

/// <summary>The two hexadecimal forms of Ethereum: bytes (<c>0x</c> and two digits a byte) and quantities (no leading zeros).</summary>
public static class Hex
{
    /// <summary><c>0x</c> and the bytes in lower case.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>A quantity: <c>0x0</c>, <c>0x41</c>.</summary>
    public static string Quantity(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A quantity that is not negative.</summary>
    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>Reads bytes, with or without <c>0x</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        ReadOnlySpan<char> digits = text;
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        if (text is null || digits.Length % 2 != 0 || digits.ContainsAnyExcept(Digits))
        {
            return false;
        }

        bytes = Convert.FromHexString(digits);
        return true;
    }

    /// <summary>Reads bytes, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not an even number of hexadecimal digits.</exception>
    public static byte[] Parse(string text) => TryParse(text, out byte[]? bytes)
        ? bytes
        : throw new FormatException($"'{Shorten(text)}' is not hexadecimal: expected 0x and two digits for each byte");

    /// <summary>Reads a quantity of at most 32 bytes; leading zeros are accepted, as some nodes write them.</summary>
    public static bool TryParseQuantity(string? text, out BigInteger value)
    {
        value = default;
        return text is { Length: > 2 and <= 66 } && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && !text.AsSpan(2).ContainsAnyExcept(Digits)
            && BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A text for a message, cut where it is long.</summary>
    internal static string Shorten(string? text) => text is { Length: > 80 } ? text[..77] + "…" : text ?? "null";

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
