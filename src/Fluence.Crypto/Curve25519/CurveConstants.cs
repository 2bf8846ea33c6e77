namespace Fluence.Crypto.Curve25519;

/// <summary>Constants of edwards25519, the curve -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 §5.1).</summary>
internal static class CurveConstants
{
    /// <summary>d = -121665 / 121666.</summary>
    internal static readonly FieldElement D =
        new(0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff);

    /// <summary>2 d.</summary>
    internal static readonly FieldElement TwiceD =
        new(0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff);

    /// <summary>The square root of -1 that is 2^((p - 1) / 4).</summary>
    internal static readonly FieldElement SquareRootOfMinusOne =
        new(0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d);

    /// <summary>The encoding of the base point: y = 4 / 5, x even.</summary>
    internal static ReadOnlySpan<byte> BasePoint =>
    [
        0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
        0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
    ];
}
