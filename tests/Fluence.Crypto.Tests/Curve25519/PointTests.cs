using System.Numerics;
using Fluence.Crypto.Curve25519;
using static Fluence.Crypto.Tests.Curve25519.Points;

namespace Fluence.Crypto.Tests.Curve25519;

public class PointTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    [Fact]
    public void The_base_point_has_the_order_of_the_scalars()
    {
        byte[] order = new byte[32], encoding = new byte[32];
        (ScalarTests.L - 1).TryWriteBytes(order, out _, isUnsigned: true);
        BasePoint.Multiply(order, encoding);

        Assert.Equal(Encode(ExtendedPoint.BasePoint.Negate()), encoding);
    }

    [Fact]
    public void Encodings_are_decoded_exactly_when_the_curve_has_a_point_with_this_y()
    {
        BigInteger d = ModuloP(-121665 * BigInteger.ModPow(121666, P - 2, P));
        Random random = new(255);
        byte[] encoding = new byte[32];
        int decoded = 0;
        for (int i = 0; i < 400; i++)
        {
            random.NextBytes(encoding);
            if (i < 80)
            {
                // y from p - 21 to p + 18, with and without a sign
                encoding.AsSpan().Fill(0xff);
                (P - 21 + (i / 2)).TryWriteBytes(encoding, out _, isUnsigned: true);
                encoding[31] |= (byte)(i << 7);
            }

            BigInteger y = new BigInteger(encoding, isUnsigned: true) % BigInteger.Pow(2, 255);
            BigInteger ySquared = y * y % P, v = ModuloP((d * ySquared) + 1);
            BigInteger xSquared = ModuloP((ySquared - 1) * BigInteger.ModPow(v, P - 2, P));
            bool isSquare = BigInteger.ModPow(xSquared, (P - 1) / 2, P) <= 1;

            Assert.Equal(isSquare, ExtendedPoint.TryDecode(encoding, out ExtendedPoint point));
            if (isSquare)
            {
                decoded++;
                byte[] expected = new byte[32];
                (y % P).TryWriteBytes(expected, out _, isUnsigned: true);
                expected[31] |= (byte)(xSquared == 0 ? 0 : encoding[31] & 0x80);
                Assert.Equal(expected, Encode(in point));
                Assert.Equal(expected, Encode(point.Negate().Negate()));
            }
        }

        Assert.InRange(decoded, 150, 250);
    }

    [Fact]
    public void Points_of_small_order_form_a_group_of_eight()
    {
        foreach (string x in SmallOrder)
        {
            foreach (string y in SmallOrder)
            {
                byte[] sum = Encode(Add(Decode(Convert.FromHexString(x)), Decode(Convert.FromHexString(y))));
                Assert.Contains(Convert.ToHexStringLower(sum), SmallOrder);
            }
        }
    }

    [Fact]
    public void Multiples_of_the_base_point_are_the_same_by_every_way()
    {
        Random random = new(64);
        byte[] s = new byte[32], k = new byte[32], wide = new byte[64], expected = new byte[32], encoding = new byte[32], sum = new byte[32];
        byte[] one = [1, .. new byte[31]];
        ExtendedPoint point = ExtendedPoint.BasePoint;
        AffineNielsPoint[] comb = DoubleMultiplication.BuildComb(in point);
        for (int i = 0; i < 300; i++)
        {
            random.NextBytes(wide);
            Scalar.Reduce(wide, s);
            random.NextBytes(wide);
            wide.AsSpan(random.Next(64)).Clear();
            Scalar.Reduce(wide, k);
            Scalar.MultiplyAdd(s, one, k, sum);
            BasePoint.Multiply(sum, expected);

            DoubleMultiplication.Compute(out ProjectivePoint result, s, k, in point);
            result.Encode(encoding);
            Assert.Equal(expected, encoding);

            DoubleMultiplication.Compute(out result, s, k, comb);
            result.Encode(encoding);
            Assert.Equal(expected, encoding);
        }
    }

    [Fact]
    public void Zero_times_every_point_is_the_neutral_element()
    {
        byte[] zero = new byte[32], encoding = new byte[32];
        ExtendedPoint point = ExtendedPoint.BasePoint;
        BasePoint.Multiply(zero, encoding);
        Assert.Equal(SmallOrder[0], Convert.ToHexStringLower(encoding));

        DoubleMultiplication.Compute(out ProjectivePoint result, zero, zero, in point);
        result.Encode(encoding);
        Assert.Equal(SmallOrder[0], Convert.ToHexStringLower(encoding));

        DoubleMultiplication.Compute(out result, zero, zero, DoubleMultiplication.BuildComb(in point));
        result.Encode(encoding);
        Assert.Equal(SmallOrder[0], Convert.ToHexStringLower(encoding));
    }

    [Fact]
    public void Selection_gives_the_multiple_of_each_digit()
    {
        ExtendedPoint point = ExtendedPoint.BasePoint;
        AffineNielsPoint[] multiples = PointTable.Build(in point, windows: 1, spacing: 4, count: 8, odd: false);
        ExtendedPoint expected = ExtendedPoint.Identity;
        for (int digit = 0; digit <= 8; digit++)
        {
            Assert.Equal(Encode(in expected), Encode(Selected(multiples, digit)));
            Assert.Equal(Encode(expected.Negate()), Encode(Selected(multiples, -digit)));
            expected = Add(in expected, in point);
        }
    }

    private static ExtendedPoint Selected(AffineNielsPoint[] multiples, int digit)
    {
        AffineNielsPoint.Select(out AffineNielsPoint multiple, multiples, digit);
        CompletedPoint.Add(out CompletedPoint sum, ExtendedPoint.Identity, in multiple);
        sum.ToExtended(out ExtendedPoint result);
        return result;
    }

    private static BigInteger ModuloP(BigInteger x) => ((x % P) + P) % P;
}
