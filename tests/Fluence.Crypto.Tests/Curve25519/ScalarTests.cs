using System.Numerics;
using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

public class ScalarTests
{
    internal static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    private static IEnumerable<BigInteger> Values(int bits)
    {
        BigInteger limit = BigInteger.Pow(2, bits);
        BigInteger[] edges =
        [
            0, 1, L - 1, L, L + 1, (2 * L) - 1, 2 * L, BigInteger.Pow(2, 252), BigInteger.Pow(2, 253) - 1, BigInteger.Pow(2, 256) - 1,
            limit / L * L, (limit / L * L) - 1, limit - 1, limit - BigInteger.Pow(2, 192),
        ];
        foreach (BigInteger edge in edges)
        {
            yield return edge;
        }

        Random random = new(252);
        byte[] bytes = new byte[bits / 8];
        for (int i = 0; i < 500; i++)
        {
            random.NextBytes(bytes);
            yield return new BigInteger(bytes, isUnsigned: true);
        }
    }

    [Fact]
    public void Reduction_gives_the_remainder_of_64_bytes()
    {
        byte[] result = new byte[Scalar.Length];
        foreach (BigInteger value in Values(512))
        {
            Scalar.Reduce(Bytes(value, 64), result);
            Assert.Equal(value % L, new BigInteger(result, isUnsigned: true));
        }
    }

    [Fact]
    public void Multiplying_and_adding_gives_the_remainder()
    {
        byte[] result = new byte[Scalar.Length];
        BigInteger[] values = [.. Values(256)];
        for (int i = 0; i < values.Length; i++)
        {
            BigInteger x = values[i], y = values[^(i + 1)], z = values[i * 7 % values.Length] % L;
            Scalar.MultiplyAdd(Bytes(x, 32), Bytes(y, 32), Bytes(z, 32), result);
            Assert.Equal(((x * y) + z) % L, new BigInteger(result, isUnsigned: true));
        }
    }

    [Fact]
    public void A_scalar_is_canonical_below_the_order()
    {
        foreach (BigInteger value in Values(256))
        {
            Assert.Equal(value < L, Scalar.IsCanonical(Bytes(value, 32)));
        }
    }

    [Fact]
    public void Digits_in_base_16_add_up_to_the_scalar()
    {
        sbyte[] digits = new sbyte[64];
        BigInteger half = BigInteger.Pow(2, 255);
        foreach (BigInteger value in Values(256).Select(value => value % half))
        {
            ScalarDigits.ToSignedBase16(Bytes(value, 32), digits);
            BigInteger sum = digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => (16 * sum) + digit);

            Assert.Equal(value, sum);
            Assert.All(digits, digit => Assert.InRange(digit, -8, 8));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void Digits_in_non_adjacent_form_add_up_to_the_scalar(int width)
    {
        ScalarDigits.SignedDigit[] digits = new ScalarDigits.SignedDigit[(256 / width) + 1];
        foreach (BigInteger value in Values(256).Select(value => value % L))
        {
            int count = ScalarDigits.ToNonAdjacentForm(Bytes(value, 32), width, digits);
            BigInteger sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += digits[i].Value * BigInteger.Pow(2, digits[i].Position);
                Assert.True(digits[i].Value % 2 != 0 && Math.Abs((int)digits[i].Value) < 1 << (width - 1));
                Assert.True(i == 0 || digits[i].Position - digits[i - 1].Position >= width);
            }

            Assert.Equal(value, sum);
        }
    }

    private static byte[] Bytes(BigInteger value, int length)
    {
        byte[] bytes = new byte[length];
        Assert.True(value.TryWriteBytes(bytes, out _, isUnsigned: true));
        return bytes;
    }
}
