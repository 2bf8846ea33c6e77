using System.Collections.Immutable;
using Fluence.Cli.Chain;
using Fluence.Ethereum;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;

namespace Fluence.Cli.Deals;

/// <summary>Finds compute units for a deal on the chain itself: free ones of active peers in offers that fit, the cheapest first.</summary>
/// <param name="session">The chain.</param>
internal sealed class UnitFinder(ChainSession session)
{
    private readonly Address _market = session.Contracts.Market;

    /// <summary>The units by their offers, as many as the deal has free places, and no more than so many.</summary>
    public async Task<ImmutableArray<(Bytes32 Offer, ImmutableArray<Bytes32> Units)>> FindAsync(
        DealInfo deal, int most, CancellationToken cancellation)
    {
        ImmutableArray<Log> registered = await session.Client.GetLogsAsync(
            LogFilter.Of(_market, MarketContract.MarketOfferRegisteredEvent.Topic) with { From = BlockTag.Earliest }, cancellation);
        List<(Bytes32 Id, Offer Offer)> offers = [];
        foreach (Log log in registered)
        {
            if (MarketContract.MarketOfferRegisteredEvent.TryDecode(log, out MarketContract.MarketOfferRegisteredEvent? made)
                && await FitsAsync(deal, made, cancellation) is { } offer)
            {
                offers.Add((made.OfferId, offer));
            }
        }

        List<(Bytes32, ImmutableArray<Bytes32>)> found = [];
        int free = Math.Min(most, (int)deal.TargetWorkers - deal.Units.Length);
        foreach ((Bytes32 id, Offer offer) in offers.OrderBy(static each => each.Offer.MinPricePerWorkerEpoch))
        {
            ImmutableArray<Bytes32> units = await UnitsAsync(deal, id, free, cancellation);
            free -= units.Length;
            if (!units.IsEmpty)
            {
                found.Add((id, units));
            }
        }

        return [.. found];
    }

    private async Task<Offer?> FitsAsync(
        DealInfo deal, MarketContract.MarketOfferRegisteredEvent made, CancellationToken cancellation)
    {
        try
        {
            Offer offer = await session.Client.CallAsync(_market, new MarketContract.GetOffer(made.OfferId), cancellation: cancellation);
            return offer.MinPricePerWorkerEpoch <= deal.PricePerWorkerEpoch && offer.PaymentToken == deal.PaymentToken
                && await session.Client.CallAsync(deal.Id, new DealContract.IsProviderAllowed(offer.Provider), cancellation: cancellation)
                ? offer : null;
        }
        catch (ContractRevertedException)
        {
            // it was removed
            return null;
        }
    }

    private async Task<ImmutableArray<Bytes32>> UnitsAsync(DealInfo deal, Bytes32 offer, int most, CancellationToken cancellation)
    {
        ImmutableArray<Log> created = await session.Client.GetLogsAsync(
            new LogFilter
            {
                Addresses = [_market], Topics = [[MarketContract.PeerCreatedEvent.Topic], [offer]], From = BlockTag.Earliest,
            },
            cancellation);
        List<Bytes32> units = [];
        foreach (Log log in created)
        {
            if (units.Count < most && MarketContract.PeerCreatedEvent.TryDecode(log, out MarketContract.PeerCreatedEvent? peer)
                && deal.Units.All(unit => unit.PeerId != peer.PeerId)
                && await FreeUnitAsync(peer.PeerId, cancellation) is { } free)
            {
                units.Add(free);
            }
        }

        return [.. units];
    }

    private async Task<Bytes32?> FreeUnitAsync(Bytes32 peer, CancellationToken cancellation)
    {
        try
        {
            ComputePeer there = await session.Client.CallAsync(_market, new MarketContract.GetComputePeer(peer), cancellation: cancellation);
            byte status = await session.Client.CallAsync(
                session.Contracts.Capacity, new CapacityContract.GetStatus(there.CommitmentId), cancellation: cancellation);
            ImmutableArray<ComputeUnitView> units =
                await session.Client.CallAsync(_market, new MarketContract.GetComputeUnits(peer), cancellation: cancellation);
            return (CommitmentStatus)status == CommitmentStatus.Active
                ? units.FirstOrDefault(static unit => unit.Deal == Address.Zero)?.Id : null;
        }
        catch (ContractRevertedException)
        {
            // the peer was removed, or has no commitment
            return null;
        }
    }
}
