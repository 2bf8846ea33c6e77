namespace Fluence.RandomX.Superscalar;

/// <summary>From what an item of the dataset begins (specification, 7.3).</summary>
internal static class ItemStart
{
    /// <summary>What the number of the item, and one, is multiplied with into the first word.</summary>
    internal const ulong Factor = 6364136223846793005;

    /// <summary>What the other words differ from the first one in.</summary>
    internal static ReadOnlySpan<ulong> Differences =>
    [
        9298411001130361340, 12065312585734608966, 9306329213124626780, 5281919268842080866, 10536153434571861004,
        3398623926847679864, 9549104520008361294,
    ];
}
