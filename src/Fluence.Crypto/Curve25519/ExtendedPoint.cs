namespace Fluence.Crypto.Curve25519;

/// <summary>A point (X/Z, Y/Z) with T = XY/Z: the form that additions start from (Hisil, Wong, Carter, Dawson 2008).</summary>
internal struct ExtendedPoint
{
    internal FieldElement X;
    internal FieldElement Y;
    internal FieldElement Z;
    internal FieldElement T;

    /// <summary>The neutral element.</summary>
    internal static ExtendedPoint Identity => new() { Y = FieldElement.One, Z = FieldElement.One };

    /// <summary>The base point.</summary>
    internal static ExtendedPoint BasePoint =>
        TryDecode(CurveConstants.BasePoint, out ExtendedPoint point) ? point : throw new InvalidOperationException("the base point is on the curve");

    /// <summary>
    /// Reads an encoded point, 32 bytes: y, with the sign of x in the highest bit. False if no point has this y. As in the
    /// original implementations, y may be p or more and a zero x may have a sign. Variable time.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<byte> encoding, out ExtendedPoint point)
    {
        point.Y = FieldElement.Decode(encoding);
        point.Z = FieldElement.One;

        // x^2 = u / v with u = y^2 - 1 and v = d y^2 + 1; a candidate for x is u v^3 (u v^7)^((p - 5) / 8)
        FieldElement.Square(out FieldElement ySquared, in point.Y);
        FieldElement.Subtract(out FieldElement u, in ySquared, in point.Z);
        FieldElement.Multiply(out FieldElement v, in ySquared, in CurveConstants.D);
        FieldElement.Add(out v, in v, in point.Z);
        FieldElement.Square(out FieldElement power, in v);
        FieldElement.Multiply(out FieldElement vCubed, in power, in v);
        FieldElement.Square(out power, in vCubed);
        FieldElement.Multiply(out power, in power, in v);
        FieldElement.Multiply(out power, in power, in u);
        FieldElement.PowerOf2To252Minus3(out power, in power);
        FieldElement.Multiply(out power, in power, in vCubed);
        FieldElement.Multiply(out point.X, in power, in u);

        FieldElement.Square(out FieldElement check, in point.X);
        FieldElement.Multiply(out check, in check, in v);
        if (!IsSquareOfX(in check, in ySquared, in point.Z))
        {
            if (!IsMinusSquareOfX(in check, in ySquared, in point.Z))
            {
                point.T = default;
                return false;
            }

            FieldElement.Multiply(out point.X, in point.X, in CurveConstants.SquareRootOfMinusOne);
        }

        if (point.X.IsNegative() != (encoding[31] >> 7 != 0))
        {
            FieldElement.Negate(out point.X, in point.X);
        }

        FieldElement.Multiply(out point.T, in point.X, in point.Y);
        return true;
    }

    /// <summary>The point (-X, Y).</summary>
    internal readonly ExtendedPoint Negate()
    {
        ExtendedPoint result = this;
        FieldElement.Negate(out result.X, in X);
        FieldElement.Negate(out result.T, in T);
        return result;
    }

    /// <summary>Whether v x^2 is u = y^2 - 1; written so that each operand of the difference is small enough.</summary>
    private static bool IsSquareOfX(in FieldElement check, in FieldElement ySquared, in FieldElement one)
    {
        FieldElement.Add(out FieldElement sum, in check, in one);
        FieldElement.Subtract(out sum, in sum, in ySquared);
        return sum.IsZero();
    }

    /// <summary>Whether v x^2 is -u = 1 - y^2.</summary>
    private static bool IsMinusSquareOfX(in FieldElement check, in FieldElement ySquared, in FieldElement one)
    {
        FieldElement.Add(out FieldElement sum, in check, in ySquared);
        FieldElement.Subtract(out sum, in sum, in one);
        return sum.IsZero();
    }
}
