namespace Fluence.RandomX;

/// <summary>Multiplication in place of division (specification, 5.2.6).</summary>
internal static class Reciprocal
{
    /// <summary>Whether a number has no reciprocal here: zero, and the powers of two.</summary>
    internal static bool IsNone(uint divisor) => (divisor & (divisor - 1)) == 0;

    /// <summary>The largest <c>2^x / divisor</c> that has 64 bits.</summary>
    /// <param name="divisor">Neither zero nor a power of two.</param>
    internal static ulong Of(uint divisor) =>
        (ulong)((UInt128.One << (63 + 32 - int.LeadingZeroCount((int)divisor))) / divisor);
}
