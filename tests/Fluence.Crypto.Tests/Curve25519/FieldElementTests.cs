using System.Numerics;
using Fluence.Crypto.Curve25519;

namespace Fluence.Crypto.Tests.Curve25519;

public class FieldElementTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    /// <summary>Values around multiples of p and around limb borders, below 2^255; values from p on are not canonical.</summary>
    private static IEnumerable<BigInteger> Values()
    {
        foreach (int border in new[] { 0, 51, 102, 153, 204 })
        {
            yield return BigInteger.Pow(2, border) - 1;
            yield return BigInteger.Pow(2, border);
        }

        for (int distance = -20; distance < 19; distance++)
        {
            yield return P + distance;
        }

        yield return (P - 1) / 2;
        Random random = new(51);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 60; i++)
        {
            random.NextBytes(bytes);
            bytes[31] &= 0x7f;
            yield return new BigInteger(bytes, isUnsigned: true);
        }
    }

    [Fact]
    public void Encoding_gives_the_value_below_p()
    {
        foreach (BigInteger value in Values())
        {
            Assert.Equal(value % P, Value(Element(value)));
        }
    }

    [Fact]
    public void The_highest_bit_is_ignored()
    {
        byte[] bytes = new byte[32];
        bytes[0] = 7;
        bytes[31] = 0x80;

        Assert.Equal(7, Value(FieldElement.Decode(bytes)));
    }

    [Fact]
    public void Limbs_above_their_size_are_carried_when_encoding()
    {
        const ulong limb = (1UL << 54) - 1;
        BigInteger value = 0;
        for (int i = 0; i < 5; i++)
        {
            value += BigInteger.Multiply(limb, BigInteger.Pow(2, 51 * i));
        }

        Assert.Equal(value % P, Value(new FieldElement(limb, limb, limb, limb, limb)));
    }

    [Fact]
    public void Sums_differences_and_products_are_those_of_the_field()
    {
        BigInteger[] values = [.. Values()];
        foreach (BigInteger x in values)
        {
            foreach (BigInteger y in values)
            {
                FieldElement a = Element(x), b = Element(y);
                FieldElement.Add(out FieldElement sum, in a, in b);
                FieldElement.Subtract(out FieldElement difference, in a, in b);
                FieldElement.Multiply(out FieldElement product, in a, in b);
                FieldElement.Multiply(out FieldElement productOfLarge, in sum, in difference);

                Assert.Equal((x + y) % P, Value(sum));
                Assert.Equal(Modulo(x - y), Value(difference));
                Assert.Equal(x * y % P, Value(product));
                Assert.Equal(Modulo(((x * x) - (y * y)) % P), Value(productOfLarge));
                AssertReduced(product);
                AssertReduced(productOfLarge);
            }
        }
    }

    [Fact]
    public void Products_of_the_largest_limbs_allowed_do_not_overflow()
    {
        const ulong limb = (1UL << 54) - 1;
        FieldElement largest = new(limb, limb, limb, limb, limb);
        BigInteger value = Value(largest);
        FieldElement.Multiply(out FieldElement product, in largest, in largest);
        FieldElement.Square(out FieldElement square, in largest);

        Assert.Equal(value * value % P, Value(product));
        Assert.Equal(value * value % P, Value(square));
        AssertReduced(product);
        AssertReduced(square);
    }

    [Fact]
    public void Squares_powers_negatives_and_inverses_are_those_of_the_field()
    {
        foreach (BigInteger x in Values())
        {
            FieldElement a = Element(x);
            FieldElement.Square(out FieldElement square, in a);
            FieldElement.SquareTimes(out FieldElement power, in a, 7);
            FieldElement.PowerOf2To252Minus3(out FieldElement root, in a);
            FieldElement.Negate(out FieldElement negative, in a);
            FieldElement.Invert(out FieldElement inverse, in a);

            Assert.Equal(x * x % P, Value(square));
            Assert.Equal(BigInteger.ModPow(x, 128, P), Value(power));
            Assert.Equal(BigInteger.ModPow(x, BigInteger.Pow(2, 252) - 3, P), Value(root));
            Assert.Equal(Modulo(-x), Value(negative));
            Assert.Equal(BigInteger.ModPow(x, P - 2, P), Value(inverse));
            Assert.Equal(x % P % 2 == 1, a.IsNegative());
            Assert.Equal(x % P == 0, a.IsZero());
            AssertReduced(square);
        }
    }

    [Fact]
    public void Results_may_overwrite_operands()
    {
        FieldElement x = Element(P - 5), y = Element(1234567);
        FieldElement.Multiply(out x, in x, in y);
        FieldElement.Multiply(out y, in x, in y);
        FieldElement.Square(out y, in y);
        FieldElement.Subtract(out x, in y, in x);

        BigInteger expectedX = (P - 5) * 1234567 % P, expectedY = BigInteger.ModPow(expectedX * 1234567, 2, P);
        Assert.Equal(expectedY, Value(y));
        Assert.Equal(Modulo(expectedY - expectedX), Value(x));
    }

    [Fact]
    public void A_mask_selects_all_of_an_element_or_nothing()
    {
        FieldElement x = Element(P - 1), y = Element(77);
        x.Select(in y, 0);
        Assert.Equal(P - 1, Value(x));
        x.Select(in y, ulong.MaxValue);
        Assert.Equal(77, Value(x));
    }

    private static void AssertReduced(FieldElement x) =>
        Assert.All(new[] { x.L0, x.L1, x.L2, x.L3, x.L4 }, limb => Assert.InRange(limb, 0UL, 1UL << 51));

    private static BigInteger Modulo(BigInteger x) => ((x % P) + P) % P;

    private static FieldElement Element(BigInteger value)
    {
        byte[] bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return FieldElement.Decode(bytes);
    }

    private static BigInteger Value(FieldElement element)
    {
        byte[] bytes = new byte[32];
        element.Encode(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
