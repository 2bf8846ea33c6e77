using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <content>Events of Market: providers, offers, peers, units, matching and publication.</content>
internal sealed partial class Projection
{
    private static readonly Dictionary<Bytes32, Handler> MarketHandlers = new()
    {
        [MarketContract.ProviderInfoUpdatedEvent.Topic] = On<MarketContract.ProviderInfoUpdatedEvent>(
            MarketContract.ProviderInfoUpdatedEvent.TryDecode, static (_, context, e) => Register(context, e)),
        [MarketContract.EffectorInfoSetEvent.Topic] = On<MarketContract.EffectorInfoSetEvent>(
            MarketContract.EffectorInfoSetEvent.TryDecode, static (_, context, e) => context.Effector(e.Id)
                .Set("description", e.Description)),
        [MarketContract.EffectorInfoRemovedEvent.Topic] = On<MarketContract.EffectorInfoRemovedEvent>(
            MarketContract.EffectorInfoRemovedEvent.TryDecode, static (_, context, e) => context.Effector(e.Id)
                .Set("description", "Removed")),
        [MarketContract.MarketOfferRegisteredEvent.Topic] = On<MarketContract.MarketOfferRegisteredEvent>(
            MarketContract.MarketOfferRegisteredEvent.TryDecode, static (_, context, e) => Offer(context, e)),
        [MarketContract.MinPricePerEpochUpdatedEvent.Topic] = On<MarketContract.MinPricePerEpochUpdatedEvent>(
            MarketContract.MinPricePerEpochUpdatedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.Offer, e.OfferId.ToString())?.Set("pricePerEpoch", e.MinPricePerWorkerEpoch)
                .Set("updatedAt", context.Time)),
        [MarketContract.PaymentTokenUpdatedEvent.Topic] = On<MarketContract.PaymentTokenUpdatedEvent>(
            MarketContract.PaymentTokenUpdatedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.Offer, e.OfferId.ToString())
                ?.Set("paymentToken", context.Token(e.PaymentToken).Id)
                .Set("updatedAt", context.Time)),
        [MarketContract.EffectorAddedEvent.Topic] = On<MarketContract.EffectorAddedEvent>(
            MarketContract.EffectorAddedEvent.TryDecode, static (_, context, e) => Link(context, e.OfferId.ToString(), e.Effector)),
        [MarketContract.EffectorRemovedEvent.Topic] = On<MarketContract.EffectorRemovedEvent>(
            MarketContract.EffectorRemovedEvent.TryDecode,
            static (_, context, e) => context.Remove(IndexSchema.OfferToEffector, e.OfferId + Text(e.Effector))),
        [MarketContract.PeerCreatedEvent.Topic] = On<MarketContract.PeerCreatedEvent>(
            MarketContract.PeerCreatedEvent.TryDecode, static (_, context, e) => AddPeer(context, e)),
        [MarketContract.PeerRemovedEvent.Topic] = On<MarketContract.PeerRemovedEvent>(
            MarketContract.PeerRemovedEvent.TryDecode, static (_, context, e) => RemovePeer(context, e)),
        [MarketContract.ComputeUnitCreatedEvent.Topic] = On<MarketContract.ComputeUnitCreatedEvent>(
            MarketContract.ComputeUnitCreatedEvent.TryDecode, static (_, context, e) => AddUnit(context, e)),
        [MarketContract.ComputeUnitRemovedEvent.Topic] = On<MarketContract.ComputeUnitRemovedEvent>(
            MarketContract.ComputeUnitRemovedEvent.TryDecode, static (_, context, e) => RemoveUnit(context, e)),
        [MarketContract.ComputeUnitAddedToDealEvent.Topic] = On<MarketContract.ComputeUnitAddedToDealEvent>(
            MarketContract.ComputeUnitAddedToDealEvent.TryDecode, static (_, context, e) => Match(context, e)),
        [MarketContract.ComputeUnitRemovedFromDealEvent.Topic] = On<MarketContract.ComputeUnitRemovedFromDealEvent>(
            MarketContract.ComputeUnitRemovedFromDealEvent.TryDecode, static (_, context, e) => Unmatch(context, e)),
        [MarketContract.DealPublishedEvent.Topic] = On<MarketContract.DealPublishedEvent>(
            MarketContract.DealPublishedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.Deal, Text(e.Deal))?.Set("publishedAt", (BigInteger)e.OpenedAt)
                .Set("publicationWindow", (BigInteger)e.Window)),
        [MarketContract.DealUnpublishedEvent.Topic] = On<MarketContract.DealUnpublishedEvent>(
            MarketContract.DealUnpublishedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.Deal, Text(e.Deal))?.Set("publishedAt", (BigInteger?)null)
                .Set("publicationWindow", (BigInteger?)null)),
        [MarketContract.DealPriceSettledEvent.Topic] = On<MarketContract.DealPriceSettledEvent>(
            MarketContract.DealPriceSettledEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.Deal, Text(e.Deal))?.Set("pricePerWorkerEpoch", e.PricePerWorkerEpoch)
                .Set("isPriceSettled", true)),
    };

    private static void Register(Context context, MarketContract.ProviderInfoUpdatedEvent e)
    {
        Entity provider = context.Provider(e.Provider).Set("name", e.Name);
        if (!provider.Flag("registered"))
        {
            provider.Set("registered", true);
            context.Network().Add("providersRegisteredTotal", BigInteger.One);
        }
    }

    private static void Offer(Context context, MarketContract.MarketOfferRegisteredEvent e)
    {
        string id = e.OfferId.ToString();
        context.Make(IndexSchema.Offer, id).Set("createdAt", context.Time).Set("updatedAt", context.Time)
            .Set("provider", context.Provider(e.Provider).Id).Set("pricePerEpoch", e.MinPricePerWorkerEpoch)
            .Set("paymentToken", context.Token(e.PaymentToken).Id)
            .Set("minProtocolVersion", Entity.ToInt64(e.MinProtocolVersion))
                .Set("maxProtocolVersion", Entity.ToInt64(e.MaxProtocolVersion));
        context.Network().Add("offersTotal", BigInteger.One);
        foreach (CIDV1 effector in e.Effectors)
        {
            Link(context, id, effector);
        }
    }

    private static void Link(Context context, string offer, CIDV1 effector)
    {
        context.Make(IndexSchema.OfferToEffector, offer + Text(effector)).Set("offer", offer)
            .Set("effector", context.Effector(effector).Id);
        context.Find(IndexSchema.Offer, offer)?.Set("updatedAt", context.Time);
    }

    private static void AddPeer(Context context, MarketContract.PeerCreatedEvent e)
    {
        if (context.Find(IndexSchema.Offer, e.OfferId.ToString()) is not { } offer)
        {
            return;
        }

        context.Make(IndexSchema.Peer, e.PeerId.ToString()).Set("offer", offer.Id).Set("provider", offer.Text("provider"))
            .Set("deleted", false).Set("owner", Text(e.Owner)).Set("currentCCCollateralDepositedAt", (BigInteger?)null)
            .Set("currentCCEndEpoch", (BigInteger?)null).Set("currentCCNextCCFailedEpoch", (BigInteger?)null);
        context.Find(IndexSchema.Provider, offer.Text("provider")!)?.Add("peerCount", 1);
    }

    private static void RemovePeer(Context context, MarketContract.PeerRemovedEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is { } peer)
        {
            peer.Set("deleted", true);
            context.Find(IndexSchema.Provider, peer.Text("provider")!)?.Add("peerCount", -1);
        }
    }

    private static void AddUnit(Context context, MarketContract.ComputeUnitCreatedEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is { } peer)
        {
            context.Make(IndexSchema.ComputeUnit, e.UnitId.ToString()).Set("peer", peer.Id).Set("provider", peer.Text("provider"))
                .Set("deleted", false).Set("createdAt", context.Time);
            Count(context, peer, 1);
        }
    }

    private static void RemoveUnit(Context context, MarketContract.ComputeUnitRemovedEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is { } peer
            && context.Find(IndexSchema.ComputeUnit, e.UnitId.ToString()) is { } unit)
        {
            unit.Set("deleted", true);
            Count(context, peer, -1);
        }
    }

    private static void Count(Context context, Entity peer, int units)
    {
        peer.Add("computeUnitsTotal", units);
        context.Find(IndexSchema.Provider, peer.Text("provider")!)?.Add("computeUnitsAvailable", units).Add("computeUnitsTotal", units);
        context.Find(IndexSchema.Offer, peer.Text("offer")!)?.Add("computeUnitsAvailable", units).Add("computeUnitsTotal", units)
            .Set("updatedAt", context.Time);
    }

    private static void Match(Context context, MarketContract.ComputeUnitAddedToDealEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is not { } peer
            || context.Find(IndexSchema.Deal, Text(e.Deal)) is not { } deal)
        {
            return;
        }

        context.Make(IndexSchema.DealToPeer, deal.Id + peer.Id).Set("deal", deal.Id).Set("peer", peer.Id).Add("connections", 1);
        context.Make(IndexSchema.DealToJoinedOfferPeer, deal.Id + peer.Text("offer") + peer.Id)
            .Set("deal", deal.Id).Set("offer", peer.Text("offer")).Set("peer", peer.Id);
        deal.Add("matchedWorkersCurrentCount", 1);
        peer.Set("isAnyJoinedDeals", true).Add("computeUnitsInDeal", 1);
        CountAvailable(context, peer, -1);
    }

    private static void Unmatch(Context context, MarketContract.ComputeUnitRemovedFromDealEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is not { } peer
            || context.Find(IndexSchema.Deal, Text(e.Deal)) is not { } deal
            || context.Find(IndexSchema.DealToPeer, deal.Id + peer.Id) is not { } link)
        {
            return;
        }

        if (link.Add("connections", -1).Int("connections") <= 0)
        {
            context.Remove(IndexSchema.DealToPeer, link.Id);
            context.Remove(IndexSchema.DealToJoinedOfferPeer, deal.Id + peer.Text("offer") + peer.Id);
        }

        peer.Set("isAnyJoinedDeals", context.IdsOf(IndexSchema.DealToPeer, "peer", peer.Id).Count > 0).Add("computeUnitsInDeal", -1);
        deal.Add("matchedWorkersCurrentCount", -1);
        if (context.Find(IndexSchema.ComputeUnit, e.UnitId.ToString()) is { } unit && unit.Text("workerId") is not null)
        {
            unit.Set("workerId", (string?)null);
            deal.Add("registeredWorkersCurrentCount", -1);
        }

        CountAvailable(context, peer, 1);
    }

    private static void CountAvailable(Context context, Entity peer, int units)
    {
        context.Find(IndexSchema.Provider, peer.Text("provider")!)?.Add("computeUnitsAvailable", units);
        context.Find(IndexSchema.Offer, peer.Text("offer")!)?.Add("computeUnitsAvailable", units).Set("updatedAt", context.Time);
    }
}
