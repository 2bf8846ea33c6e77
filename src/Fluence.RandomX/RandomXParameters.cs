namespace Fluence.RandomX;

/// <summary>
/// What distinguishes the kinds of RandomX that differ in memory alone. Everything else is as in version 1.2 of the specification
/// (tevador/RandomX, <c>doc/specs.md</c>, table 1.2.1).
/// </summary>
public sealed record RandomXParameters
{
    private const long ExtraSize = 33_554_368;

    /// <summary>Fluence's: 16 accesses to the cache for each item, and a dataset of 4 GiB.</summary>
    public static RandomXParameters Fluence { get; } = Of(16, 4L << 30);

    /// <summary>Monero's: 8 accesses to the cache for each item, and a dataset of 2 GiB.</summary>
    public static RandomXParameters Monero { get; } = Of(8, 2L << 30);

    /// <summary>How many bytes the cache of a key has: a power of two, from 8 KiB on.</summary>
    public required int CacheSize { get; init; }

    /// <summary>How many lines of the cache go into an item of the dataset, one after the other.</summary>
    public required int CacheAccesses { get; init; }

    /// <summary>How many bytes of the dataset a program can reach from its offset: a power of two, at most 4 GiB.</summary>
    public required long DatasetBaseSize { get; init; }

    /// <summary>How many bytes the dataset has.</summary>
    public long DatasetSize => DatasetBaseSize + ExtraSize;

    /// <summary>How many items of 64 bytes the dataset has.</summary>
    public long DatasetItems => DatasetSize / RandomXSizes.Line;

    /// <summary>How many items the offset of a program can be at most.</summary>
    internal static ulong LargestOffset => (ulong)(ExtraSize / RandomXSizes.Line);

    /// <summary>What is kept of an address in the dataset: it is that of an item within the base size.</summary>
    internal uint AddressMask => (uint)(DatasetBaseSize - 1) & ~(uint)(RandomXSizes.Line - 1);

    private static RandomXParameters Of(int cacheAccesses, long datasetBaseSize) => new()
    {
        CacheSize = 256 << 20, CacheAccesses = cacheAccesses, DatasetBaseSize = datasetBaseSize,
    };
}
