namespace Fluence.Crypto.Curve25519;

/// <summary>A point (X/Z, Y/Z): all that a doubling and an encoding need.</summary>
internal struct ProjectivePoint
{
    internal FieldElement X;
    internal FieldElement Y;
    internal FieldElement Z;

    /// <summary>The neutral element.</summary>
    internal static ProjectivePoint Identity => new() { Y = FieldElement.One, Z = FieldElement.One };

    internal static ProjectivePoint From(in ExtendedPoint point) => new() { X = point.X, Y = point.Y, Z = point.Z };

    /// <summary>Writes the canonical encoding, 32 bytes: y below p, with the sign of x in the highest bit.</summary>
    internal readonly void Encode(Span<byte> encoding)
    {
        FieldElement.Invert(out FieldElement inverse, in Z);
        FieldElement.Multiply(out FieldElement x, in X, in inverse);
        FieldElement.Multiply(out FieldElement y, in Y, in inverse);
        y.Encode(encoding);
        Span<byte> encodedX = stackalloc byte[32];
        x.Encode(encodedX);
        encoding[31] |= (byte)(encodedX[0] << 7);
    }
}
