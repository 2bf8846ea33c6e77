using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

/// <summary>Points by their encodings, for tests.</summary>
internal static class Points
{
    /// <summary>The canonical encodings of the eight points of small order, of which the last four have order 8.</summary>
    internal static readonly string[] SmallOrder =
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];

    /// <summary>The other encodings of points of small order: y from p on, or a zero x with a sign.</summary>
    internal static readonly string[] SmallOrderNonCanonical =
    [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    internal static ExtendedPoint Decode(ReadOnlySpan<byte> encoding)
    {
        Assert.True(ExtendedPoint.TryDecode(encoding, out ExtendedPoint point));
        return point;
    }

    internal static byte[] Encode(in ExtendedPoint point)
    {
        byte[] encoding = new byte[32];
        ProjectivePoint.From(in point).Encode(encoding);
        return encoding;
    }

    internal static ExtendedPoint Add(in ExtendedPoint x, in ExtendedPoint y)
    {
        NielsPoint.From(out NielsPoint prepared, in y);
        CompletedPoint.Add(out CompletedPoint sum, in x, in prepared);
        sum.ToExtended(out ExtendedPoint result);
        return result;
    }
}
