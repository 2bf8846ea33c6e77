namespace Fluence.RandomX.Compilation;

/// <summary>Which registers of the processor hold the machine's numbers, and the constants for them, in compiled programs.</summary>
internal static class FloatRegisters
{
    /// <summary>The first register of groups E and A; that of group F is the first of all.</summary>
    internal const int FirstE = 4, FirstA = 8;

    /// <summary>A register for operands from memory.</summary>
    internal const int Scratch = 12;

    /// <summary>What is kept of a number that becomes one of group E, what is set in it, and what scaling exchanges.</summary>
    internal const int KeptOfE = 13, MaskOfE = 14, Scale = 15;
}
