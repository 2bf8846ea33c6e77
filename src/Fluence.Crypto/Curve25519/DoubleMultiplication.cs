using SignedDigit = Fluence.Crypto.Curve25519.ScalarDigits.SignedDigit;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// The sums s B + k P of verification, for public scalars below L: variable time. Digits in non-adjacent form meet tables of odd multiples.
/// </summary>
internal static class DoubleMultiplication
{
    /// <summary>A point of a comb table is 2^8 times the one a window before it, so eight doublings cover all of a scalar.</summary>
    private const int Spacing = 8;
    private const int Windows = ScalarDigits.Positions / Spacing;
    private const int BaseWidth = 7;
    private const int KeyWidth = 5;

    /// <summary>A non-adjacent form has at most one digit in each <c>width</c> positions, and one more.</summary>
    private const int MaxDigits = (ScalarDigits.Positions / KeyWidth) + 1;

    /// <summary>32 windows of 32 odd multiples of the base point: 120 KiB, made at the first use.</summary>
    private static readonly Lazy<AffineNielsPoint[]> BaseComb = new(() => BuildComb(ExtendedPoint.BasePoint, BaseWidth));

    /// <summary>The comb table of a point: 32 windows of 8 odd multiples, 30 KiB.</summary>
    internal static AffineNielsPoint[] BuildComb(in ExtendedPoint point) => BuildComb(in point, KeyWidth);

    /// <summary>s B + k P for a point seen for the first time: 256 doublings, and about 70 additions.</summary>
    internal static void Compute(out ProjectivePoint result, ReadOnlySpan<byte> s, ReadOnlySpan<byte> k, in ExtendedPoint point)
    {
        Span<NielsPoint> multiples = stackalloc NielsPoint[1 << (KeyWidth - 2)];
        PointTable.OddMultiples(in point, multiples);
        Span<SignedDigit> digits = stackalloc SignedDigit[MaxDigits];
        int last = ScalarDigits.ToNonAdjacentForm(k, KeyWidth, digits) - 1;

        CombDigits baseDigits = new(s, BaseWidth, stackalloc short[CombDigits.Size], stackalloc byte[Spacing]);
        result = ProjectivePoint.Identity;
        for (int position = last < 0 ? Spacing - 1 : Math.Max((int)digits[last].Position, Spacing - 1); position >= 0; position--)
        {
            CompletedPoint.Double(out CompletedPoint completed, in result);
            if (last >= 0 && digits[last].Position == position)
            {
                int digit = digits[last--].Value;
                completed.ToExtended(out ExtendedPoint sum);
                if (digit > 0)
                {
                    CompletedPoint.Add(out completed, in sum, in multiples[digit >> 1]);
                }
                else
                {
                    CompletedPoint.Subtract(out completed, in sum, in multiples[-digit >> 1]);
                }
            }

            if (position < Spacing)
            {
                Accumulate(ref completed, BaseComb.Value, baseDigits.At(position));
            }

            completed.ToProjective(out result);
        }
    }

    /// <summary>s B + k P for a point with its comb table: 8 doublings, and about 75 additions.</summary>
    internal static void Compute(out ProjectivePoint result, ReadOnlySpan<byte> s, ReadOnlySpan<byte> k, ReadOnlySpan<AffineNielsPoint> comb)
    {
        CombDigits baseDigits = new(s, BaseWidth, stackalloc short[CombDigits.Size], stackalloc byte[Spacing]);
        CombDigits keyDigits = new(k, KeyWidth, stackalloc short[CombDigits.Size], stackalloc byte[Spacing]);
        result = ProjectivePoint.Identity;
        for (int position = Spacing - 1; position >= 0; position--)
        {
            CompletedPoint.Double(out CompletedPoint completed, in result);
            Accumulate(ref completed, comb, keyDigits.At(position));
            Accumulate(ref completed, BaseComb.Value, baseDigits.At(position));
            completed.ToProjective(out result);
        }
    }

    private static AffineNielsPoint[] BuildComb(in ExtendedPoint point, int width) =>
        PointTable.Build(in point, Windows, Spacing, 1 << (width - 2), odd: true);

    private static void Accumulate(ref CompletedPoint completed, ReadOnlySpan<AffineNielsPoint> comb, ReadOnlySpan<short> entries)
    {
        foreach (short entry in entries)
        {
            completed.ToExtended(out ExtendedPoint sum);
            if (entry >= 0)
            {
                CompletedPoint.Add(out completed, in sum, in comb[entry]);
            }
            else
            {
                CompletedPoint.Subtract(out completed, in sum, in comb[~entry]);
            }
        }
    }

    /// <summary>
    /// The digits of a scalar as entries of a comb table, by position modulo the spacing. The complement of an entry stands for its negative.
    /// </summary>
    private readonly ref struct CombDigits
    {
        /// <summary>How many entries there may be: one for each window and position.</summary>
        internal const int Size = Windows * Spacing;

        private readonly ReadOnlySpan<short> _entries;
        private readonly ReadOnlySpan<byte> _counts;

        internal CombDigits(ReadOnlySpan<byte> scalar, int width, Span<short> entries, Span<byte> counts)
        {
            Span<SignedDigit> digits = stackalloc SignedDigit[MaxDigits];
            int count = ScalarDigits.ToNonAdjacentForm(scalar, width, digits);
            counts.Clear();
            foreach (SignedDigit digit in digits[..count])
            {
                int position = digit.Position % Spacing;
                int entry = (digit.Position / Spacing << (width - 2)) + (Math.Abs((int)digit.Value) >> 1);
                entries[(position * Windows) + counts[position]++] = (short)(digit.Value < 0 ? ~entry : entry);
            }

            _entries = entries;
            _counts = counts;
        }

        internal ReadOnlySpan<short> At(int position) => _entries.Slice(position * Windows, _counts[position]);
    }
}
