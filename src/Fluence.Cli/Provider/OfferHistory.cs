using System.Collections.Immutable;
using Fluence.Cli.Chain;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Primitives.Content;

namespace Fluence.Cli.Provider;

/// <summary>What an offer consists of, put together from all that was told of it on the chain.</summary>
/// <param name="Peers">Its peers, by their public keys.</param>
/// <param name="Effectors">Its effectors.</param>
internal sealed record OfferHistory(ImmutableHashSet<Bytes32> Peers, ImmutableHashSet<Cid> Effectors)
{
    /// <summary>Reads it.</summary>
    public static async Task<OfferHistory> ReadAsync(ChainSession session, Bytes32 offer, CancellationToken cancellation)
    {
        ImmutableArray<Log> logs = await session.Client.GetLogsAsync(
            new LogFilter
            {
                Addresses = [session.Contracts.Market],
                // only the first event of an offer stands under its provider
                Topics = [[], [offer, Bytes32.FromBytes([.. new byte[Bytes32.Length - Address.Length], .. session.Account.Span])]],
                From = BlockTag.Earliest,
            },
            cancellation);
        ImmutableHashSet<Bytes32>.Builder peers = ImmutableHashSet.CreateBuilder<Bytes32>();
        ImmutableHashSet<Cid>.Builder effectors = ImmutableHashSet.CreateBuilder<Cid>();
        foreach (Log log in logs)
        {
            if (MarketContract.PeerCreatedEvent.TryDecode(log, out MarketContract.PeerCreatedEvent? created))
            {
                peers.Add(created.PeerId);
            }
            else if (MarketContract.PeerRemovedEvent.TryDecode(log, out MarketContract.PeerRemovedEvent? removed))
            {
                peers.Remove(removed.PeerId);
            }
            else if (MarketContract.EffectorAddedEvent.TryDecode(log, out MarketContract.EffectorAddedEvent? added))
            {
                Add(effectors, [added.Effector]);
            }
            else if (MarketContract.EffectorRemovedEvent.TryDecode(log, out MarketContract.EffectorRemovedEvent? taken)
                && taken.Effector.TryToCid(out Cid cid))
            {
                effectors.Remove(cid);
            }
            else if (MarketContract.MarketOfferRegisteredEvent.TryDecode(log, out MarketContract.MarketOfferRegisteredEvent? registered)
                && registered.OfferId == offer)
            {
                Add(effectors, registered.Effectors);
            }
        }

        return new OfferHistory(peers.ToImmutable(), effectors.ToImmutable());
    }

    private static void Add(ImmutableHashSet<Cid>.Builder effectors, IEnumerable<CIDV1> added)
    {
        foreach (CIDV1 effector in added)
        {
            if (effector.TryToCid(out Cid cid))
            {
                effectors.Add(cid);
            }
        }
    }
}
