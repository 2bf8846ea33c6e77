namespace Fluence.Crypto.Curve25519;

/// <summary>Multiples of one point, prepared for additions.</summary>
internal static class PointTable
{
    /// <summary>
    /// For each i below <paramref name="windows"/>, <paramref name="count"/> multiples of 2^(<paramref name="spacing"/> * i) times
    /// <paramref name="point"/>: the odd ones (1, 3, 5, ...) or all (1, 2, 3, ...). Window after window, affine after one inversion.
    /// </summary>
    internal static AffineNielsPoint[] Build(in ExtendedPoint point, int windows, int spacing, int count, bool odd)
    {
        ExtendedPoint[] points = new ExtendedPoint[windows * count];
        ExtendedPoint first = point;
        for (int window = 0; window < windows; window++)
        {
            Multiples(in first, points.AsSpan(window * count, count), odd);
            Double(ref first, spacing);
        }

        return ToAffine(points);
    }

    /// <summary>The odd multiples 1, 3, 5, ... of a point, without an inversion.</summary>
    internal static void OddMultiples(in ExtendedPoint point, Span<NielsPoint> multiples)
    {
        Span<ExtendedPoint> points = new ExtendedPoint[multiples.Length];
        Multiples(in point, points, odd: true);
        for (int i = 0; i < points.Length; i++)
        {
            NielsPoint.From(out multiples[i], in points[i]);
        }
    }

    private static void Multiples(in ExtendedPoint first, Span<ExtendedPoint> points, bool odd)
    {
        ExtendedPoint stride = first;
        if (odd)
        {
            Double(ref stride, 1);
        }

        NielsPoint.From(out NielsPoint step, in stride);
        points[0] = first;
        for (int i = 1; i < points.Length; i++)
        {
            CompletedPoint.Add(out CompletedPoint next, in points[i - 1], in step);
            next.ToExtended(out points[i]);
        }
    }

    private static void Double(ref ExtendedPoint point, int times)
    {
        ProjectivePoint doubled = ProjectivePoint.From(in point);
        for (int i = 1; i <= times; i++)
        {
            CompletedPoint.Double(out CompletedPoint completed, in doubled);
            if (i < times)
            {
                completed.ToProjective(out doubled);
            }
            else
            {
                completed.ToExtended(out point);
            }
        }
    }

    /// <summary>Montgomery's simultaneous inversion: one inversion and three products for each Z, none of which is ever zero.</summary>
    private static AffineNielsPoint[] ToAffine(ReadOnlySpan<ExtendedPoint> points)
    {
        FieldElement[] products = new FieldElement[points.Length];
        FieldElement product = FieldElement.One;
        for (int i = 0; i < points.Length; i++)
        {
            products[i] = product;
            FieldElement.Multiply(out product, in product, in points[i].Z);
        }

        FieldElement.Invert(out FieldElement inverse, in product);
        AffineNielsPoint[] table = new AffineNielsPoint[points.Length];
        for (int i = points.Length - 1; i >= 0; i--)
        {
            FieldElement.Multiply(out FieldElement inverseZ, in inverse, in products[i]);
            AffineNielsPoint.From(out table[i], in points[i], in inverseZ);
            FieldElement.Multiply(out inverse, in inverse, in points[i].Z);
        }

        return table;
    }
}
