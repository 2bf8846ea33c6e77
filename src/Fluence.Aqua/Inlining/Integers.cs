using System.Globalization;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Integer literals, and reckoning with them while compiling, in 64 bits that wrap around.</summary>
internal static class Integers
{
    /// <summary>The number that a literal is; null where it is none or does not fit.</summary>
    internal static long? Read(string text, AquaType type) =>
        ScalarType.Integers.Any(scalar => scalar.Accepts(type))
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    internal static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A quotient; the divisor is not 0.</summary>
    internal static long Divide(long left, long right) => right == -1 ? unchecked(-left) : left / right;

    /// <summary>A remainder; the divisor is not 0.</summary>
    internal static long Remainder(long left, long right) => right == -1 ? 0 : left % right;

    /// <summary>A power; the exponent is not negative.</summary>
    internal static long Power(long number, long exponent)
    {
        long result = 1;
        while (exponent > 0)
        {
            result = exponent % 2 == 0 ? result : unchecked(result * number);
            number = unchecked(number * number);
            exponent /= 2;
        }

        return result;
    }
}
