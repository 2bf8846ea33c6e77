using System.Runtime.CompilerServices;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// A point (X/Z, Y/T), the result of an addition or a doubling before its last products. Operations write it in place;
/// X, Y, Z and T have limbs below 2^54.
/// </summary>
internal struct CompletedPoint
{
    internal FieldElement X;
    internal FieldElement Y;
    internal FieldElement Z;
    internal FieldElement T;

    /// <summary>2 p.</summary>
    internal static void Double(out CompletedPoint result, in ProjectivePoint p)
    {
        FieldElement.Square(out FieldElement xx, in p.X);
        FieldElement.Square(out FieldElement yy, in p.Y);
        FieldElement.Square(out FieldElement zz, in p.Z);
        FieldElement.Add(out FieldElement sum, in p.X, in p.Y);
        FieldElement.Square(out sum, in sum);
        FieldElement.Add(out result.Y, in yy, in xx);
        FieldElement.Subtract(out result.Z, in yy, in xx);
        FieldElement.Subtract(out result.X, in sum, in result.Y);

        // 2 zz - (yy - xx), without the difference that is already in Z: it is too large to be subtracted
        FieldElement.Add(out sum, in zz, in zz);
        FieldElement.Add(out sum, in sum, in xx);
        FieldElement.Subtract(out result.T, in sum, in yy);
    }

    /// <summary>p + q.</summary>
    internal static void Add(out CompletedPoint result, in ExtendedPoint p, in NielsPoint q)
    {
        FieldElement.Multiply(out FieldElement zz, in p.Z, in q.Z);
        FieldElement.Add(out zz, in zz, in zz);
        Sums(out result.X, out result.Y, in p, in q.YPlusX, in q.YMinusX);
        FieldElement.Multiply(out FieldElement c, in p.T, in q.T2D);
        FieldElement.Add(out result.Z, in zz, in c);
        FieldElement.Subtract(out result.T, in zz, in c);
    }

    /// <summary>p - q.</summary>
    internal static void Subtract(out CompletedPoint result, in ExtendedPoint p, in NielsPoint q)
    {
        FieldElement.Multiply(out FieldElement zz, in p.Z, in q.Z);
        FieldElement.Add(out zz, in zz, in zz);
        Sums(out result.X, out result.Y, in p, in q.YMinusX, in q.YPlusX);
        FieldElement.Multiply(out FieldElement c, in p.T, in q.T2D);
        FieldElement.Subtract(out result.Z, in zz, in c);
        FieldElement.Add(out result.T, in zz, in c);
    }

    /// <summary>p + q.</summary>
    internal static void Add(out CompletedPoint result, in ExtendedPoint p, in AffineNielsPoint q)
    {
        FieldElement.Add(out FieldElement zz, in p.Z, in p.Z);
        Sums(out result.X, out result.Y, in p, in q.YPlusX, in q.YMinusX);
        FieldElement.Multiply(out FieldElement c, in p.T, in q.XY2D);
        FieldElement.Add(out result.Z, in zz, in c);
        FieldElement.Subtract(out result.T, in zz, in c);
    }

    /// <summary>p - q.</summary>
    internal static void Subtract(out CompletedPoint result, in ExtendedPoint p, in AffineNielsPoint q)
    {
        FieldElement.Add(out FieldElement zz, in p.Z, in p.Z);
        Sums(out result.X, out result.Y, in p, in q.YMinusX, in q.YPlusX);
        FieldElement.Multiply(out FieldElement c, in p.T, in q.XY2D);
        FieldElement.Subtract(out result.Z, in zz, in c);
        FieldElement.Add(out result.T, in zz, in c);
    }

    /// <summary>The same point, ready to be added to.</summary>
    internal readonly void ToExtended(out ExtendedPoint result)
    {
        FieldElement.Multiply(out result.X, in X, in T);
        FieldElement.Multiply(out result.Y, in Y, in Z);
        FieldElement.Multiply(out result.Z, in Z, in T);
        FieldElement.Multiply(out result.T, in X, in Y);
    }

    /// <summary>The same point, ready to be doubled.</summary>
    internal readonly void ToProjective(out ProjectivePoint result)
    {
        FieldElement.Multiply(out result.X, in X, in T);
        FieldElement.Multiply(out result.Y, in Y, in Z);
        FieldElement.Multiply(out result.Z, in Z, in T);
    }

    /// <summary>B - A and B + A for A = (Y - X) * <paramref name="minus"/> and B = (Y + X) * <paramref name="plus"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(
        out FieldElement difference, out FieldElement sum, in ExtendedPoint p, in FieldElement plus, in FieldElement minus)
    {
        FieldElement.Subtract(out FieldElement a, in p.Y, in p.X);
        FieldElement.Multiply(out a, in a, in minus);
        FieldElement.Add(out FieldElement b, in p.Y, in p.X);
        FieldElement.Multiply(out b, in b, in plus);
        FieldElement.Subtract(out difference, in b, in a);
        FieldElement.Add(out sum, in b, in a);
    }
}
