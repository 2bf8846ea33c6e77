namespace Fluence.RandomX;

/// <summary>Sizes that all kinds of RandomX here share, in bytes where nothing else is said (specification, table 1.2.1).</summary>
internal static class RandomXSizes
{
    /// <summary>A line of the cache, and an item of the dataset.</summary>
    internal const int Line = 64;

    internal const int Scratchpad = 2 << 20;

    /// <summary>Masks of addresses in the levels of the scratchpad, for 8 bytes each.</summary>
    internal const uint Level1Mask = (16 << 10) - 8, Level2Mask = (256 << 10) - 8, Level3Mask = Scratchpad - 8;

    /// <summary>The mask of addresses of lines in the scratchpad.</summary>
    internal const uint LineMask = Scratchpad - Line;

    /// <summary>How many instructions a program has, how often it is run, and how many of them make a hash.</summary>
    internal const int ProgramLength = 256, Iterations = 2048, Programs = 8;

    /// <summary>The configuration before the instructions of a program.</summary>
    internal const int Configuration = 128;

    /// <summary>A program with its configuration.</summary>
    internal const int Program = Configuration + (8 * ProgramLength);

    /// <summary>The longest key.</summary>
    internal const int MaxKey = 60;
}
