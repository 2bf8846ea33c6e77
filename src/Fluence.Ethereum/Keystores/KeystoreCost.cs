namespace Fluence.Ethereum.Keystores;

/// <summary>What it costs to try one password on a keystore: the parameters of scrypt.</summary>
/// <param name="N">The number of blocks, a power of 2; memory is 128 · N · R bytes.</param>
/// <param name="R">The size of a block.</param>
/// <param name="P">How many times over.</param>
public sealed record KeystoreCost(int N, int R, int P)
{
    /// <summary>256 MiB and about a second, as other wallets take.</summary>
    public static KeystoreCost Standard { get; } = new(1 << 18, 8, 1);

    /// <summary>4 MiB and some milliseconds: for keys that are worth nothing.</summary>
    public static KeystoreCost Light { get; } = new(1 << 12, 8, 1);
}
