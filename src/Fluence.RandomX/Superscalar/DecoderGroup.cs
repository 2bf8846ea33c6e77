namespace Fluence.RandomX.Superscalar;

/// <summary>How 16 bytes of code are divided (specification, table 6.3.1).</summary>
/// <param name="Slots">The sizes of the parts, in bytes.</param>
internal sealed record DecoderGroup(int[] Slots)
{
    private static readonly DecoderGroup[] Random = [new([4, 8, 4]), new([7, 3, 3, 3]), new([3, 7, 3, 3]), new([4, 9, 3])];
    private static readonly DecoderGroup AfterWide = new([3, 3, 10]);

    /// <summary>The group that is mostly multiplications.</summary>
    internal static DecoderGroup Multiplying { get; } = new([4, 4, 4, 4]);

    /// <summary>Chooses the next group (specification, 6.3.1).</summary>
    /// <param name="current">The instruction that is not yet decoded to its end, or was the last one.</param>
    /// <param name="cycle">How many groups there were.</param>
    /// <param name="multiplications">How many multiplications there were.</param>
    /// <param name="random">What chooses.</param>
    internal static DecoderGroup Next(InstructionForm current, int cycle, int multiplications, BlakeGenerator random) =>
        current.MayReuse ? AfterWide
        : multiplications < cycle + 1 ? Multiplying
        : current.Kind == SuperscalarKind.MultiplyReciprocal ? (random.NextByte() & 1) != 0 ? Random[0] : Random[3]
        : Random[random.NextByte() & 3];
}
