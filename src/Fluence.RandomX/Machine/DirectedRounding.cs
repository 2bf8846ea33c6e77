namespace Fluence.RandomX.Machine;

/// <summary>
/// Arithmetic in a rounding mode, without the processor's: what rounding to the nearest has lost is computed exactly, and decides whether
/// the neighbour is meant. Holds for the numbers of the machine: none is not a number, and none is so small that its lost part has no
/// place; what is multiplied and divided is positive (specification, 4.3 and 5.3).
/// </summary>
internal static class DirectedRounding
{
    internal static double Add(double left, double right, int mode)
    {
        double sum = left + right;
        if (mode == 0)
        {
            return sum;
        }

        // Knuth's two-sum
        double virtualRight = sum - left;
        double lost = (left - (sum - virtualRight)) + (right - virtualRight);

        // an exact zero of two opposite numbers is negative where it is rounded down
        return sum == 0 && lost == 0 && mode == 1 && (left != 0 || double.IsNegative(left) || double.IsNegative(right))
            ? -0.0 : Direct(sum, lost, mode);
    }

    internal static double Multiply(double left, double right, int mode)
    {
        double product = left * right;
        return mode == 0 ? product
            : double.IsInfinity(product) ? Overflow(double.IsInfinity(left) || double.IsInfinity(right), mode)
            : Direct(product, Math.FusedMultiplyAdd(left, right, -product), mode);
    }

    /// <summary>Divides by a positive number.</summary>
    internal static double Divide(double left, double right, int mode)
    {
        double quotient = left / right;
        return mode == 0 ? quotient
            : double.IsInfinity(quotient) ? Overflow(double.IsInfinity(left), mode)
            : Direct(quotient, Math.FusedMultiplyAdd(-quotient, right, left), mode);
    }

    internal static double Root(double value, int mode)
    {
        double root = Math.Sqrt(value);
        return mode == 0 || double.IsInfinity(root) ? root : Direct(root, Math.FusedMultiplyAdd(-root, root, value), mode);
    }

    private static double Direct(double nearest, double lost, int mode) => lost == 0 ? nearest : mode switch
    {
        1 => lost < 0 ? Math.BitDecrement(nearest) : nearest,
        2 => lost > 0 ? Math.BitIncrement(nearest) : nearest,
        _ => lost < 0 == nearest < 0 ? nearest
            : nearest < 0 ? Math.BitIncrement(nearest) : Math.BitDecrement(nearest),
    };

    /// <summary>What has become too large is infinite only where it is rounded up.</summary>
    private static double Overflow(bool wasInfinite, int mode) =>
        wasInfinite || mode == 2 ? double.PositiveInfinity : double.MaxValue;
}
