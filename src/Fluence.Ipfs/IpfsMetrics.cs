using System.Diagnostics.Metrics;
using Fluence.Ipfs.Blocks;

namespace Fluence.Ipfs;

/// <summary>
/// What a peer counts of IPFS, under the meter <c>Fluence.Ipfs</c>: <c>ipfs_blocks</c> and <c>ipfs_stored_bytes</c> that it keeps,
/// <c>ipfs_wanted_blocks</c> that it waits for, and <c>ipfs_exchanged_blocks</c> and <c>ipfs_exchanged_bytes</c> by <c>direction</c>.
/// </summary>
public sealed class IpfsMetrics : IDisposable
{
    private readonly Counter<long> _blocks, _bytes;

    /// <summary>Makes the instruments.</summary>
    public IpfsMetrics()
    {
        _blocks = Meter.CreateCounter<long>("ipfs_exchanged_blocks", description: "Blocks to and from other peers, by direction");
        _bytes = Meter.CreateCounter<long>("ipfs_exchanged_bytes", "By", "The same in bytes");
    }

    /// <summary>The meter of these instruments.</summary>
    public Meter Meter { get; } = new("Fluence.Ipfs");

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal void Observe(BlockStore store, Func<long> wanted)
    {
        Meter.CreateObservableGauge("ipfs_blocks", () => store.Count, description: "Blocks that the peer keeps");
        Meter.CreateObservableGauge("ipfs_stored_bytes", () => store.Size, "By", "Bytes that they take");
        Meter.CreateObservableGauge("ipfs_wanted_blocks", wanted, description: "Blocks that are waited for");
    }

    internal void Exchange(string direction, Block block)
    {
        KeyValuePair<string, object?> label = new("direction", direction);
        _blocks.Add(1, label);
        _bytes.Add(block.Data.Length, label);
    }
}
