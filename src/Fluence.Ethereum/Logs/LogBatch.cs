using System.Collections.Immutable;

namespace Fluence.Ethereum.Logs;

/// <summary>What a <see cref="LogReader"/> reads at a time.</summary>
public abstract record LogBatch
{
    private LogBatch()
    {
    }

    /// <summary>The events of blocks after all that was read before.</summary>
    /// <param name="From">The first block.</param>
    /// <param name="Last">The last block; reading goes on after it.</param>
    /// <param name="Blocks">The headers of the last block, and of those that hold events at least, by height.</param>
    /// <param name="Logs">The events, in the order of the chain.</param>
    /// <param name="IsRecent">Whether the blocks may still leave the chain.</param>
    public sealed record Forward(
        ulong From, BlockRef Last, ImmutableSortedDictionary<ulong, Block> Blocks, ImmutableArray<Log> Logs, bool IsRecent) : LogBatch;

    /// <summary>Blocks have left the chain: whatever came of those after this one is void.</summary>
    /// <param name="To">The last block that is still of the chain; null where none is.</param>
    public sealed record Rollback(BlockRef? To) : LogBatch;
}
