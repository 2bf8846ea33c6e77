using System.Collections.Immutable;
using Fluence.Services.Units;

namespace Fluence.Services.Deals;

/// <summary>What the chain says of this peer, all as of one block.</summary>
/// <param name="Block">The number of the block.</param>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Epoch">The chain's time.</param>
/// <param name="Deals">The deals in which the peer has units.</param>
/// <param name="Units">The peer's units.</param>
/// <param name="Commitment">The peer's capacity commitment; null without one.</param>
/// <param name="Proofs">What proofs of capacity must be like.</param>
public sealed record DealSnapshot(
    ulong Block, DateTimeOffset ReadAt, ChainEpoch Epoch, ImmutableArray<DealState> Deals, ImmutableArray<ComputeUnit> Units,
    Commitment? Commitment, ProofParameters Proofs)
{
    /// <summary>Finds a deal by its id.</summary>
    public DealState? Find(string deal) => Deals.FirstOrDefault(known => known.Id == deal);

    /// <summary>Whether this peer has something to do that it did not have to do by another snapshot.</summary>
    public bool DiffersFrom(DealSnapshot? other) => other is null || !Deals.Select(Key).SequenceEqual(other.Deals.Select(Key));

    private static string Key(DealState deal) => string.Join(
        ' ', deal.Id, deal.Status, deal.AppCid, string.Join(',', deal.Units), string.Join(',', deal.Workers), deal.Problem);
}

/// <summary>The chain's time in epochs.</summary>
/// <param name="Number">The present epoch; the first is 1.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it lasts.</param>
public sealed record ChainEpoch(long Number, DateTimeOffset Start, TimeSpan Duration);
