using System.Numerics;
using Fluence.RandomX.Machine;

namespace Fluence.RandomX.Tests;

/// <summary>Rounding without the processor's modes, compared with exact arithmetic.</summary>
public sealed class DirectedRoundingTests
{
    private const int Cases = 200_000, Down = 1, Up = 2, Zero = 3;

    private static readonly double[] Special =
    [
        0, -0.0, Math.ScaleB(1, -1008), -Math.ScaleB(1, -1008), 1, -1, Math.BitDecrement(1), Math.BitIncrement(1), 4294967296, 2147483648,
        -2147483648, 0.5, Math.BitDecrement(0.5), -Math.ScaleB(1, -15),
    ];

    [Fact]
    public void Sums_are_rounded_as_they_should_be()
    {
        Random random = new(1);
        for (int i = 0; i < Cases; i++)
        {
            (double left, double right) = (Any(random), Any(random));
            Exact sum = Exact.Of(left) + Exact.Of(right);
            (double down, double up) = (DirectedRounding.Add(left, right, Down), DirectedRounding.Add(left, right, Up));
            Assert.True(Encloses(down, up, each => Exact.Of(each).CompareTo(sum)), $"{left:R} + {right:R}");
            Assert.Equal(sum.Mantissa.Sign >= 0 ? down : up, DirectedRounding.Add(left, right, Zero));
            Assert.Equal(left + right, DirectedRounding.Add(left, right, 0));
        }
    }

    [Fact]
    public void The_zero_of_opposite_numbers_is_negative_only_where_it_is_rounded_down()
    {
        foreach ((double left, double right) in new[] { (3.5, -3.5), (-3.5, 3.5), (0.0, -0.0), (-0.0, 0.0) })
        {
            Assert.True(double.IsNegative(DirectedRounding.Add(left, right, Down)));
            Assert.False(double.IsNegative(DirectedRounding.Add(left, right, Up)));
            Assert.False(double.IsNegative(DirectedRounding.Add(left, right, Zero)));
        }

        Assert.False(double.IsNegative(DirectedRounding.Add(0.0, 0.0, Down)));
        Assert.True(double.IsNegative(DirectedRounding.Add(-0.0, -0.0, Up)));
    }

    [Fact]
    public void Products_quotients_and_roots_are_rounded_as_they_should_be()
    {
        Random random = new(2);
        for (int i = 0; i < Cases; i++)
        {
            (double left, double right) = (Positive(random, -255, 600), Positive(random, -40, 33));
            (Exact a, Exact b) = (Exact.Of(left), Exact.Of(right));
            Check((mode) => DirectedRounding.Multiply(left, right, mode), each => Exact.Of(each).CompareTo(a * b), $"{left:R} * {right:R}");
            Check((mode) => DirectedRounding.Divide(left, right, mode), each => (Exact.Of(each) * b).CompareTo(a), $"{left:R} / {right:R}");
            Check((mode) => DirectedRounding.Root(left, mode), each => (Exact.Of(each) * Exact.Of(each)).CompareTo(a), $"root of {left:R}");
        }
    }

    [Theory]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(Down, double.MaxValue)]
    [InlineData(Up, double.PositiveInfinity)]
    [InlineData(Zero, double.MaxValue)]
    public void What_is_too_large_is_infinite_only_where_it_is_rounded_up(int mode, double expected)
    {
        Assert.Equal(expected, DirectedRounding.Multiply(1e300, 1e300, mode));
        Assert.Equal(expected, DirectedRounding.Divide(1e300, 1e-70, mode));
        Assert.Equal(double.PositiveInfinity, DirectedRounding.Multiply(double.PositiveInfinity, 2, mode));
        Assert.Equal(double.PositiveInfinity, DirectedRounding.Divide(double.PositiveInfinity, 2, mode));
        Assert.Equal(double.PositiveInfinity, DirectedRounding.Root(double.PositiveInfinity, mode));
    }

    private static void Check(Func<int, double> compute, Func<double, int> compare, string what)
    {
        (double down, double up) = (compute(Down), compute(Up));
        Assert.True(Encloses(down, up, compare), what);
        Assert.Equal(down, compute(Zero));
    }

    /// <summary>Whether two numbers are the nearest ones on both sides of what a comparison knows.</summary>
    private static bool Encloses(double down, double up, Func<double, int> compare) =>
        compare(down) <= 0 && compare(Math.BitIncrement(down)) > 0 && compare(up) >= 0 && compare(Math.BitDecrement(up)) < 0;

    private static double Any(Random random) => random.Next(3) == 0
        ? Special[random.Next(Special.Length)] : Positive(random, -20, 48) * (random.Next(2) == 0 ? 1 : -1);

    private static double Positive(Random random, int least, int most) =>
        Math.ScaleB(random.Next(4) == 0 ? 1 : 1 + random.NextDouble(), random.Next(least, most));

    private readonly record struct Exact(BigInteger Mantissa, int Exponent) : IComparable<Exact>
    {
        public static Exact operator +(Exact left, Exact right)
        {
            int exponent = Math.Min(left.Exponent, right.Exponent);
            return new Exact(left.At(exponent) + right.At(exponent), exponent);
        }

        public static Exact operator *(Exact left, Exact right) =>
            new(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

        public static Exact Of(double value)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int exponent = (int)(bits >> 52) & 0x7FF;
            BigInteger mantissa = (bits & ((1L << 52) - 1)) + (exponent == 0 ? 0 : 1L << 52);
            return new Exact(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
        }

        public int CompareTo(Exact other)
        {
            int exponent = Math.Min(Exponent, other.Exponent);
            return At(exponent).CompareTo(other.At(exponent));
        }

        private BigInteger At(int exponent) => Mantissa << (Exponent - exponent);
    }
}
