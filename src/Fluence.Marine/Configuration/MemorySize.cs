using System.Buffers;
using System.Globalization;

namespace Fluence.Marine.Configuration;

/// <summary>Sizes of memory like <c>10 MiB</c>; units are of 1000 (<c>MB</c>) or 1024 (<c>MiB</c>), in any case.</summary>
public static class MemorySize
{
    private const string Units = "bkmgtp";

    private static readonly SearchValues<char> NumberParts = SearchValues.Create("0123456789.");

    /// <summary>What is expected, for messages.</summary>
    public const string Expected = "a size like '10 MiB' or 'Infinity'";

    /// <summary>Reads a size in bytes; null stands for no limit.</summary>
    public static bool TryParse(string text, out ulong? bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is "Infinity" or "infinity")
        {
            bytes = null;
            return true;
        }

        bool isSize = TryParseBytes(text, out ulong size);
        bytes = size;
        return isSize;
    }

    private static bool TryParseBytes(string text, out ulong bytes)
    {
        int end = text.AsSpan().IndexOfAnyExcept(NumberParts);
        ReadOnlySpan<char> number = end < 0 ? text : text.AsSpan(0, end);
        ReadOnlySpan<char> unit = end < 0 ? "" : text.AsSpan(end).Trim();
        bytes = 0;
        if (!TryParseUnit(unit.ToString().ToLowerInvariant(), out ulong factor))
        {
            return false;
        }

        if (ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong whole))
        {
            UInt128 product = (UInt128)whole * factor;
            bytes = product <= ulong.MaxValue ? (ulong)product : 0;
            return product <= ulong.MaxValue;
        }

        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            || value * factor >= ulong.MaxValue)
        {
            return false;
        }

        bytes = (ulong)(value * factor);
        return true;
    }

    private static bool TryParseUnit(string unit, out ulong factor)
    {
        factor = 1;
        int power = unit.Length == 0 ? 0 : Units.IndexOf(unit[0], StringComparison.Ordinal);
        if (power < 0 || (power == 0 && unit.Length > 1) || (power > 0 && unit[1..] is not ("" or "b" or "i" or "ib")))
        {
            return false;
        }

        ulong step = unit.Contains('i', StringComparison.Ordinal) ? 1024u : 1000u;
        for (; power > 0; power--)
        {
            factor *= step;
        }

        return true;
    }
}
