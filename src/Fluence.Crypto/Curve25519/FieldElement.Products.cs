using System.Runtime.CompilerServices;

namespace Fluence.Crypto.Curve25519;

/// <content>
/// Products. One factor is shifted left by 10 bits, so that the 128 bits of a limb product fall apart at bit 54: the high word
/// is the part from bit 54 on, the low word, shifted back, the rest. Both are summed in single words, column by column, where
/// a sum of whole products would need a carry for each. Bit 54 of column k is bit 3 of column k + 1; column k + 5 is 19 times column k.
/// With limbs below 2^54 no column exceeds 837 * 2^54.
/// </content>
internal partial struct FieldElement
{
    private const int Shift = 10;

    /// <summary>The product, reduced; limbs of the factors are below 2^54.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(out FieldElement result, in FieldElement x, in FieldElement y)
    {
        ulong x0 = x.L0, x1 = x.L1, x2 = x.L2, x3 = x.L3, x4 = x.L4;
        ulong y0 = y.L0 << Shift, y1 = y.L1 << Shift, y2 = y.L2 << Shift, y3 = y.L3 << Shift, y4 = y.L4 << Shift;
        ulong low = 0, high = 0;

        Accumulate(ref low, ref high, x4, y4);
        ulong z3 = 19 * low, z4 = 152 * high;

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x3, y4);
        Accumulate(ref low, ref high, x4, y3);
        ulong z2 = 19 * low;
        z3 += 152 * high;

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x2, y4);
        Accumulate(ref low, ref high, x3, y3);
        Accumulate(ref low, ref high, x4, y2);
        ulong z1 = 19 * low;
        z2 += 152 * high;

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x1, y4);
        Accumulate(ref low, ref high, x2, y3);
        Accumulate(ref low, ref high, x3, y2);
        Accumulate(ref low, ref high, x4, y1);
        ulong z0 = 19 * low;
        z1 += 152 * high;

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x0, y4);
        Accumulate(ref low, ref high, x1, y3);
        Accumulate(ref low, ref high, x2, y2);
        Accumulate(ref low, ref high, x3, y1);
        Accumulate(ref low, ref high, x4, y0);
        z4 += low;
        z0 += 152 * high;

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x0, y0);
        z0 += low;
        z1 += (8 * high) + (z0 >> 51);

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x0, y1);
        Accumulate(ref low, ref high, x1, y0);
        z1 += low;
        z2 += (8 * high) + (z1 >> 51);

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x0, y2);
        Accumulate(ref low, ref high, x1, y1);
        Accumulate(ref low, ref high, x2, y0);
        z2 += low;
        z3 += (8 * high) + (z2 >> 51);

        (low, high) = (0, 0);
        Accumulate(ref low, ref high, x0, y3);
        Accumulate(ref low, ref high, x1, y2);
        Accumulate(ref low, ref high, x2, y1);
        Accumulate(ref low, ref high, x3, y0);
        z3 += low;
        z4 += (8 * high) + (z3 >> 51);

        z0 = (z0 & Mask51) + (19 * (z4 >> 51));
        result.L0 = z0 & Mask51;
        result.L1 = (z1 & Mask51) + (z0 >> 51);
        result.L2 = z2 & Mask51;
        result.L3 = z3 & Mask51;
        result.L4 = z4 & Mask51;
    }

    /// <summary>The square, reduced; limbs are below 2^54.</summary>
    internal static void Square(out FieldElement result, in FieldElement x) => SquareTimes(out result, in x, 1);

    /// <summary>Squares <paramref name="count"/> times, at least once: x to the power of 2^count, reduced; limbs are below 2^54.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SquareTimes(out FieldElement result, in FieldElement x, int count)
    {
        ulong x0 = x.L0, x1 = x.L1, x2 = x.L2, x3 = x.L3, x4 = x.L4;
        do
        {
            ulong twice0 = x0 << 1, twice1 = x1 << 1, twice2 = x2 << 1, twice3 = x3 << 1;
            ulong y1 = x1 << Shift, y2 = x2 << Shift, y3 = x3 << Shift, y4 = x4 << Shift;
            ulong low = 0, high = 0;

            Accumulate(ref low, ref high, x4, y4);
            ulong z3 = 19 * low, z4 = 152 * high;

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice3, y4);
            ulong z2 = 19 * low;
            z3 += 152 * high;

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice2, y4);
            Accumulate(ref low, ref high, x3, y3);
            ulong z1 = 19 * low;
            z2 += 152 * high;

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice1, y4);
            Accumulate(ref low, ref high, twice2, y3);
            ulong z0 = 19 * low;
            z1 += 152 * high;

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice0, y4);
            Accumulate(ref low, ref high, twice1, y3);
            Accumulate(ref low, ref high, x2, y2);
            z4 += low;
            z0 += 152 * high;

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, x0, x0 << Shift);
            z0 += low;
            z1 += (8 * high) + (z0 >> 51);

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice0, y1);
            z1 += low;
            z2 += (8 * high) + (z1 >> 51);

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice0, y2);
            Accumulate(ref low, ref high, x1, y1);
            z2 += low;
            z3 += (8 * high) + (z2 >> 51);

            (low, high) = (0, 0);
            Accumulate(ref low, ref high, twice0, y3);
            Accumulate(ref low, ref high, twice1, y2);
            z3 += low;
            z4 += (8 * high) + (z3 >> 51);

            z0 = (z0 & Mask51) + (19 * (z4 >> 51));
            x0 = z0 & Mask51;
            x1 = (z1 & Mask51) + (z0 >> 51);
            x2 = z2 & Mask51;
            x3 = z3 & Mask51;
            x4 = z4 & Mask51;
        }
        while (--count > 0);

        (result.L0, result.L1, result.L2, result.L3, result.L4) = (x0, x1, x2, x3, x4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref ulong low, ref ulong high, ulong x, ulong shiftedY)
    {
        high += Math.BigMul(x, shiftedY, out ulong word);
        low += word >> Shift;
    }
}
