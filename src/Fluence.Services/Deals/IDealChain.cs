using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Services.Units;

namespace Fluence.Services.Deals;

/// <summary>
/// The chain as one peer sees it. A seam: the peer implements it over an RPC endpoint, tests in memory. What sends transactions returns
/// their hash once they are on their way, and checks before that they are not going to fail. All throw <see cref="ChainException"/>.
/// </summary>
public interface IDealChain : IAsyncDisposable
{
    /// <summary>All that concerns this peer.</summary>
    Task<DealSnapshot> ReadAsync(CancellationToken cancellation);

    /// <summary>The workers of any deal.</summary>
    Task<ImmutableArray<DealWorker>> ReadWorkersAsync(string deal, CancellationToken cancellation);

    /// <summary>The deals that providers may join.</summary>
    Task<ImmutableArray<PublishedDeal>> ReadPublishedAsync(CancellationToken cancellation);

    /// <summary>What became of a transaction.</summary>
    Task<ChainTransaction> ReadTransactionAsync(string hash, CancellationToken cancellation);

    /// <summary>
    /// Says which worker a unit has in a deal. What was sent with the same key before, also by a peer that has ended since, is not sent
    /// again.
    /// </summary>
    Task<string> RegisterWorkerAsync(string deal, string unit, PeerId worker, string key, CancellationToken cancellation);

    /// <summary>Takes a unit out of its deal.</summary>
    Task<string> ReturnUnitAsync(string unit, CancellationToken cancellation);

    /// <summary>Joins a published deal with a unit.</summary>
    Task<string> JoinAsync(string deal, string unit, CancellationToken cancellation);

    /// <summary>Submits proofs of capacity.</summary>
    Task<string> SubmitProofsAsync(ImmutableArray<CapacityProof> proofs, CancellationToken cancellation);

    /// <summary>Completes when there may be something new, never before <paramref name="cancellation"/> where that is not told.</summary>
    Task WaitAsync(CancellationToken cancellation);
}

/// <summary>What became of a transaction.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="IsDone">Whether it is in a block, or can never come into one.</param>
/// <param name="IsSuccess">Whether it has done there what it should.</param>
/// <param name="Block">The number of the block.</param>
public sealed record ChainTransaction(string Hash, bool IsDone, bool IsSuccess, ulong Block);
