using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fluence.Crypto.Curve25519;

/// <summary>A point with Z = 1 prepared for being added: y + x, y - x and 2 d x y. 15 words of 64 bits, 120 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AffineNielsPoint
{
    internal FieldElement YPlusX;
    internal FieldElement YMinusX;
    internal FieldElement XY2D;

    private const int Words = 15;

    /// <summary>The neutral element.</summary>
    private static AffineNielsPoint Identity => new() { YPlusX = FieldElement.One, YMinusX = FieldElement.One };

    /// <summary>Prepares a point whose Z has the inverse <paramref name="inverseZ"/>.</summary>
    internal static void From(out AffineNielsPoint result, in ExtendedPoint point, in FieldElement inverseZ)
    {
        FieldElement.Multiply(out FieldElement x, in point.X, in inverseZ);
        FieldElement.Multiply(out FieldElement y, in point.Y, in inverseZ);
        FieldElement.Add(out result.YPlusX, in y, in x);
        FieldElement.Subtract(out result.YMinusX, in y, in x);
        FieldElement.Multiply(out FieldElement xy, in x, in y);
        FieldElement.Multiply(out result.XY2D, in xy, in CurveConstants.TwiceD);
    }

    /// <summary>
    /// The multiple <paramref name="digit"/> (from -8 to 8) of a point whose multiples 1 to 8 are <paramref name="multiples"/>.
    /// Constant time: every entry is read, masks choose.
    /// </summary>
    internal static void Select(out AffineNielsPoint result, ReadOnlySpan<AffineNielsPoint> multiples, int digit)
    {
        int sign = digit >> 31;
        uint size = (uint)((digit ^ sign) - sign);
        AffineNielsPoint chosen = Identity;
        ref ulong target = ref Unsafe.As<AffineNielsPoint, ulong>(ref chosen);
        Vector256<ulong> isZero = MaskIfEqual(size, 0);

        // 15 words in four vectors: the last two share word 11
        Vector256<ulong> a = Vector256.LoadUnsafe(ref target) & isZero;
        Vector256<ulong> b = Vector256.LoadUnsafe(ref target, 4) & isZero;
        Vector256<ulong> c = Vector256.LoadUnsafe(ref target, 8) & isZero;
        Vector256<ulong> d = Vector256.LoadUnsafe(ref target, Words - 4) & isZero;
        ref ulong source = ref Unsafe.As<AffineNielsPoint, ulong>(ref MemoryMarshal.GetReference(multiples));
        for (uint i = 0; i < (uint)multiples.Length; i++)
        {
            Vector256<ulong> isEqual = MaskIfEqual(size, i + 1);
            nuint start = i * Words;
            a |= Vector256.LoadUnsafe(ref source, start) & isEqual;
            b |= Vector256.LoadUnsafe(ref source, start + 4) & isEqual;
            c |= Vector256.LoadUnsafe(ref source, start + 8) & isEqual;
            d |= Vector256.LoadUnsafe(ref source, start + Words - 4) & isEqual;
        }

        a.StoreUnsafe(ref target);
        b.StoreUnsafe(ref target, 4);
        c.StoreUnsafe(ref target, 8);
        d.StoreUnsafe(ref target, Words - 4);

        ulong negative = (ulong)(long)sign;
        result = chosen;
        result.YPlusX.Select(in chosen.YMinusX, negative);
        result.YMinusX.Select(in chosen.YPlusX, negative);
        FieldElement.Negate(out FieldElement negated, in chosen.XY2D);
        result.XY2D.Select(in negated, negative);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MaskIfEqual(uint x, uint y) => Vector256.Create((ulong)((long)((ulong)(x ^ y) - 1) >> 63));
}
