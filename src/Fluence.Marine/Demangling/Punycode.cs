using System.Text;

namespace Fluence.Marine.Demangling;

/// <summary>RFC 3492, with an underscore between what is ASCII and what is not.</summary>
internal static class Punycode
{
    private const int Base = 36, TMin = 1, TMax = 26, Skew = 38, Damp = 700, FirstBias = 72, FirstCode = 0x80;
    private const int MostRunes = 256;

    /// <summary>The text; null where it is none.</summary>
    public static string? Decode(string encoded)
    {
        int delimiter = encoded.LastIndexOf('_');
        List<Rune> runes = [.. (delimiter < 0 ? "" : encoded[..delimiter]).EnumerateRunes()];
        int at = delimiter + 1, place = 0, bias = FirstBias;
        long code = FirstCode;
        if (at == encoded.Length)
        {
            return null;
        }

        while (at < encoded.Length)
        {
            long before = place, index = place, weight = 1;
            for (int k = Base; ; k += Base)
            {
                if (at >= encoded.Length || DigitOf(encoded[at++]) is not { } digit)
                {
                    return null;
                }

                index += digit * weight;
                int threshold = Math.Clamp(k - bias, TMin, TMax);
                if (index > int.MaxValue || weight > int.MaxValue)
                {
                    return null;
                }

                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
            }

            int count = runes.Count + 1;
            bias = Adapt(index - before, count, before == 0 && code == FirstCode);
            code += index / count;
            place = (int)(index % count);
            if (code > int.MaxValue || !Rune.TryCreate((int)code, out Rune rune) || count > MostRunes)
            {
                return null;
            }

            runes.Insert(place++, rune);
        }

        return string.Concat(runes);
    }

    private static int? DigitOf(char sign) =>
        char.IsAsciiLetterLower(sign) ? sign - 'a' : char.IsAsciiDigit(sign) ? sign - '0' + TMax : null;

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        int k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return (int)(k + ((Base - TMin + 1) * delta / (delta + Skew)));
    }
}
