using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fluence.Services.Deals;

/// <summary>
/// The workers of deals: of this peer's own from what the watcher has read, of others from the chain. What was asked lately is not asked
/// again, and is answered also while the chain is away.
/// </summary>
internal sealed class SubnetCache(IDealChain chain, DealWatcher watcher, TimeProvider time)
{
    private const int MostRemembered = 4096;

    // a script resolves the same deal on many peers and many times
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ImmutableArray<DealWorker> Workers)> _known = new();

    /// <summary>The workers of a deal, whose id is in its normal form.</summary>
    /// <exception cref="ChainException">They were never read, and cannot be now.</exception>
    public async ValueTask<ImmutableArray<DealWorker>> ResolveAsync(string deal, CancellationToken cancellation)
    {
        if (watcher.Last?.Find(deal) is { Problem: null } own)
        {
            return own.Workers;
        }

        DateTimeOffset now = time.GetUtcNow();
        bool isKnown = _known.TryGetValue(deal, out (DateTimeOffset At, ImmutableArray<DealWorker> Workers) known);
        if (isKnown && now - known.At < _fresh)
        {
            return known.Workers;
        }

        try
        {
            ImmutableArray<DealWorker> workers = await chain.ReadWorkersAsync(deal, cancellation);
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            _known[deal] = (now, workers);
            return workers;
        }
        catch (ChainException away) when (isKnown && !away.IsRefusal)
        {
            return known.Workers;
        }
    }
}
