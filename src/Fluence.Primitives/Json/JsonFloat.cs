using System.Globalization;

namespace Fluence.Primitives.Json;

/// <summary>
/// Doubles in JSON text, both ways, as serde_json 1.0.108 (without <c>float_roundtrip</c>) reads them and ryu 1.0 prints them.
/// Reading is NOT the nearest double: hashes of values depend on exactly these roundings.
/// </summary>
internal static class JsonFloat
{
    /// <summary>The longest text of a number, in bytes.</summary>
    public const int MaxLength = 32;

    private static readonly double[] PowersOfTen =
        [.. Enumerable.Range(0, 309).Select(static power => double.Parse($"1e{power}", CultureInfo.InvariantCulture))];

    /// <summary>
    /// Scales a decimal significand: one rounding to double, then one multiplication or division for every 308 decimal places.
    /// </summary>
    /// <returns>False when the magnitude exceeds the largest double.</returns>
    public static bool TryScale(ulong significand, int exponent, out double value)
    {
        value = significand;
        while (true)
        {
            long magnitude = Math.Abs((long)exponent);
            if (magnitude < PowersOfTen.Length)
            {
                value = exponent >= 0 ? value * PowersOfTen[magnitude] : value / PowersOfTen[magnitude];
                return double.IsFinite(value);
            }

            if (value == 0)
            {
                return true;
            }

            if (exponent >= 0)
            {
                return false;
            }

            value /= 1e308;
            exponent += 308;
        }
    }

    /// <summary>
    /// Writes the shortest digits that read back (correctly rounded) as <paramref name="value"/>: plain from 1e-5 up to 16 integer digits,
    /// always with a decimal point; otherwise with an exponent and no superfluous point.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    public static int Format(double value, Span<byte> destination)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        int count = ShortestDigits(value, digits, out int point);
        digits = digits[..count];
        int length = 0;
        if (double.IsNegative(value))
        {
            destination[length++] = (byte)'-';
        }

        Span<byte> output = destination[length..];
        return length + point switch
        {
            > -5 and <= 0 when value != 0 => WriteFraction(digits, point, output),
            > 0 and <= 16 when point >= count => WriteWhole(digits, point, output),
            > 0 and <= 16 => WriteMixed(digits, point, output),
            _ when value == 0 => WriteWhole("0"u8, 1, output),
            _ => WriteExponential(digits, point, output),
        };
    }

    /// <summary>The digits without leading or trailing zeros, and where the decimal point stands relative to the first one.</summary>
    private static int ShortestDigits(double value, Span<byte> digits, out int point)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        Math.Abs(value).TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        int count = 0, exponent = 0, integerDigits = -1;
        for (int i = 0; i < length; i++)
        {
            if (text[i] == (byte)'.')
            {
                integerDigits = count;
            }
            else if (text[i] == (byte)'E')
            {
                exponent = int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                digits[count++] = text[i];
            }
        }

        point = exponent + (integerDigits < 0 ? count : integerDigits);
        int leading = digits[..count].IndexOfAnyExcept((byte)'0');
        if (leading < 0)
        {
            return 0;
        }

        int end = digits[..count].LastIndexOfAnyExcept((byte)'0') + 1;
        digits[leading..end].CopyTo(digits);
        point -= leading;
        return end - leading;
    }

    private static int WriteWhole(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        digits.CopyTo(output);
        output[digits.Length..point].Fill((byte)'0');
        ".0"u8.CopyTo(output[point..]);
        return point + 2;
    }

    private static int WriteMixed(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        digits[..point].CopyTo(output);
        output[point] = (byte)'.';
        digits[point..].CopyTo(output[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteFraction(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        "0."u8.CopyTo(output);
        output.Slice(2, -point).Fill((byte)'0');
        digits.CopyTo(output[(2 - point)..]);
        return 2 - point + digits.Length;
    }

    private static int WriteExponential(ReadOnlySpan<byte> digits, int point, Span<byte> output)
    {
        int length = 0;
        output[length++] = digits[0];
        if (digits.Length > 1)
        {
            output[length++] = (byte)'.';
            digits[1..].CopyTo(output[length..]);
            length += digits.Length - 1;
        }

        output[length++] = (byte)'e';
        (point - 1).TryFormat(output[length..], out int written, provider: CultureInfo.InvariantCulture);
        return length + written;
    }
}
