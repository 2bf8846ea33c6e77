using System.Buffers.Binary;

namespace Fluence.RandomX.Machine;

/// <summary>What a program brings along besides its instructions (specification, 4.5).</summary>
/// <param name="MemoryA">The register <c>ma</c>.</param>
/// <param name="MemoryX">The register <c>mx</c>.</param>
/// <param name="Addresses">Bits 0 to 3: which register of a pair is an address register.</param>
/// <param name="Offset">Where in the dataset the program reads, in bytes.</param>
/// <param name="LowMask">What is set in the lower halves of registers of group E.</param>
/// <param name="HighMask">What is set in their higher halves.</param>
internal readonly record struct ProgramConfiguration(
    uint MemoryA, uint MemoryX, int Addresses, ulong Offset, ulong LowMask, ulong HighMask)
{
    /// <summary>What is kept of a number that becomes one of group E: all but the sign and the upper seven bits of its exponent.</summary>
    internal const ulong KeptOfE = (1UL << 56) - 1;

    /// <summary>What is exchanged in a number that is scaled: its sign, and the lower four bits of its exponent.</summary>
    internal const ulong Scale = 0x80F0_0000_0000_0000;

    /// <summary>The number of an address register.</summary>
    /// <param name="which">0 to 3.</param>
    internal int AddressRegister(int which) => (2 * which) + ((Addresses >> which) & 1);

    /// <summary>Reads the configuration, and the registers of group A.</summary>
    /// <param name="bytes">128 bytes.</param>
    /// <param name="groupA">Where the eight halves of the registers go, as bits.</param>
    internal static ProgramConfiguration Read(ReadOnlySpan<byte> bytes, Span<ulong> groupA)
    {
        for (int i = 0; i < groupA.Length; i++)
        {
            groupA[i] = SmallPositive(Word(bytes, i));
        }

        return new ProgramConfiguration(
            (uint)Word(bytes, 8), (uint)Word(bytes, 10), (int)Word(bytes, 12) & 15,
            Word(bytes, 13) % (RandomXParameters.LargestOffset + 1) * RandomXSizes.Line, Mask(Word(bytes, 14)), Mask(Word(bytes, 15)));
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int which) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * which)..]);

    /// <summary>A number from 1 up to 2^32 (specification, 4.5.2).</summary>
    private static ulong SmallPositive(ulong bits) => (((bits >> 59) + 1023) << 52) | (bits & ((1UL << 52) - 1));

    /// <summary>An exponent of which four bits are chosen, and 22 bits of the fraction (specification, 4.5.6).</summary>
    private static ulong Mask(ulong bits) => ((0x300 | ((bits >> 60) << 4)) << 52) | (bits & ((1UL << 22) - 1));
}
