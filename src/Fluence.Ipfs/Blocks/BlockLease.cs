using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Blocks;

/// <summary>Keeps what an operation puts or needs from being collected while it runs. See <see cref="BlockStore.Lease"/>.</summary>
public sealed class BlockLease : IDisposable
{
    private readonly BlockStore _store;

    internal BlockLease(BlockStore store) => _store = store;

    /// <summary>What is kept; only to be touched under the store's lock.</summary>
    internal HashSet<Multihash> Hashes { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => _store.End(this);
}
