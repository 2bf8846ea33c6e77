using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Market;

/// <summary>Providers, offers, peers, units and effectors.</summary>
public sealed class OfferTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private static readonly CIDV1 OtherCid = new(new Bytes4(0x01551220), Bytes32.FromNumber(8));

    [AnvilFact]
    public async Task An_offer_that_does_not_exist_is_refused_with_the_originals_text()
    {
        Scene scene = await fixture.BeginAsync();
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(
            () => scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetOffer(Scene.Id(1))));
        Assert.Equal("Offer doesn't exist", refused.Error!.ToString());
    }

    [AnvilFact]
    public async Task A_peer_that_does_not_exist_is_refused_with_the_originals_text()
    {
        Scene scene = await fixture.BeginAsync();
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(
            () => scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputePeer(Scene.Id(1))));
        Assert.Equal("Peer doesn't exist", refused.Error!.ToString());
    }

    [AnvilFact]
    public async Task A_unit_that_does_not_exist_is_refused()
    {
        Scene scene = await fixture.BeginAsync();
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(
            () => scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnit(Scene.Id(1))));
        Assert.Equal("UnitDoesNotExist", refused.Error!.Name);
    }

    [AnvilFact]
    public async Task An_unknown_peer_has_no_units()
    {
        Scene scene = await fixture.BeginAsync();
        Assert.Empty(await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnits(Scene.Id(1))));
        Assert.Empty(await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnitIds(Scene.Id(1))));
    }

    [AnvilFact]
    public async Task An_unknown_effector_has_no_description()
    {
        Scene scene = await fixture.BeginAsync();
        Assert.Equal("", (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetEffectorInfo(OtherCid))).Description);
    }

    [AnvilFact]
    public async Task A_provider_sets_its_name_and_changes_it()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        Assert.Equal("EmptyProviderName", await scene.RefusalAsync(scene.Provider, market, new MarketContract.SetProviderInfo("", OtherCid)));
        string longName = new('n', 70);
        foreach (string name in new[] { "first", longName, "third" })
        {
            Receipt receipt = await scene.SendAsync(scene.Provider, market, new MarketContract.SetProviderInfo(name, OtherCid));
            Assert.Equal(
                new MarketContract.ProviderInfoUpdatedEvent(scene.Provider, name, OtherCid),
                Scene.Decoded<MarketContract.ProviderInfoUpdatedEvent>(receipt, MarketContract.ProviderInfoUpdatedEvent.TryDecode));
            ProviderInfo info = await scene.AskAsync(market, new MarketContract.GetProviderInfo(scene.Provider));
            Assert.Equal((name, OtherCid), (info.Name, info.Metadata));
        }
    }

    [AnvilFact]
    public async Task Only_the_owner_describes_effectors()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        MarketContract.SetEffectorInfo describe = new(OtherCid, "curl", Marketplace.Cid);
        Assert.Equal("OnlyCoreOwner", await scene.RefusalAsync(scene.Stranger, market, describe));
        Assert.Equal("EmptyEffectorDescription", await scene.RefusalAsync(scene.Owner, market, describe with { Description = "" }));
        await scene.SendAsync(scene.Owner, market, describe);
        EffectorInfo info = await scene.AskAsync(market, new MarketContract.GetEffectorInfo(OtherCid));
        Assert.Equal(("curl", Marketplace.Cid), (info.Description, info.Metadata));
        Assert.Equal("OnlyCoreOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.RemoveEffectorInfo(OtherCid)));
        await scene.SendAsync(scene.Owner, market, new MarketContract.RemoveEffectorInfo(OtherCid));
        Assert.Equal("EffectorInfoDoesNotExist", await scene.RefusalAsync(scene.Owner, market, new MarketContract.RemoveEffectorInfo(OtherCid)));
    }

    [AnvilFact]
    public async Task An_offer_is_registered_with_its_peers_and_units()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offerId = await scene.OfferAsync(peers: [1, 2]);
        Offer offer = await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetOffer(offerId));
        Assert.Equal(new Offer(scene.Provider, Scene.Dollar, scene.Marketplace.Token, 2, 1, 1), offer);
        ComputePeer peer = await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputePeer(Scene.Peer(2)));
        Assert.Equal(new ComputePeer(offerId, Bytes32.Zero, 2, scene.PeerOwner), peer);
        OfferViewsComputeUnit unit = await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnit(Scene.Unit(2, 1)));
        Assert.Equal(new OfferViewsComputeUnit(Address.Zero, Scene.Peer(2), 0), unit);
        Assert.Equal<Bytes32>(
            [Scene.Unit(2), Scene.Unit(2, 1)], await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnitIds(Scene.Peer(2))));
        Assert.Equal<ComputeUnitView>(
            [new ComputeUnitView(Scene.Unit(2), Address.Zero, 0), new ComputeUnitView(Scene.Unit(2, 1), Address.Zero, 0)],
            await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputeUnits(Scene.Peer(2))));
    }

    [AnvilFact]
    public async Task Offers_that_make_no_sense_are_refused()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        RegisterComputePeer peer = new(Scene.Peer(1), scene.PeerOwner, [Scene.Unit(1)]);
        MarketContract.RegisterMarketOffer register = new(Scene.Dollar, scene.Marketplace.Token, [], [peer], 1, 1);
        Assert.Equal("ProviderDoesNotExist", await scene.RefusalAsync(scene.Provider, market, register));
        await scene.SendAsync(scene.Provider, market, new MarketContract.SetProviderInfo("provider", OtherCid));
        Assert.Equal("MinPriceIsZero", await scene.RefusalAsync(scene.Provider, market, register with { MinPricePerWorkerEpoch = 0 }));
        Assert.Equal("ValueTooLarge", await scene.RefusalAsync(
            scene.Provider, market, register with { MinPricePerWorkerEpoch = BigInteger.Pow(2, 96) }));
        Assert.Equal("ZeroAddress", await scene.RefusalAsync(scene.Provider, market, register with { PaymentToken = Address.Zero }));
        Assert.Equal("ProtocolVersionsOutOfRange", await scene.RefusalAsync(scene.Provider, market, register with { MaxProtocolVersion = 2 }));
        Assert.Equal("ProtocolVersionsOutOfRange", await scene.RefusalAsync(scene.Provider, market, register with { MinProtocolVersion = 0 }));
        Assert.Equal("IdIsZero", await scene.RefusalAsync(scene.Provider, market, register with { Peers = [peer with { PeerId = Bytes32.Zero }] }));
        Assert.Equal("NoUnitsGiven", await scene.RefusalAsync(scene.Provider, market, register with { Peers = [peer with { UnitIds = [] }] }));
        Assert.Equal("IdIsZero", await scene.RefusalAsync(scene.Provider, market, register with { Peers = [peer with { UnitIds = [Bytes32.Zero] }] }));
        Assert.Equal("PeerAlreadyExists", await scene.RefusalAsync(scene.Provider, market, register with { Peers = [peer, peer] }));
        Assert.Equal("UnitAlreadyExists", await scene.RefusalAsync(
            scene.Provider, market, register with { Peers = [peer, peer with { PeerId = Scene.Peer(2) }] }));
    }

    [AnvilFact]
    public async Task Peers_are_added_and_removed_by_the_offers_provider_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        MarketContract.AddComputePeers add = new(offer, [new RegisterComputePeer(Scene.Peer(5), scene.PeerOwner, [Scene.Unit(5)])]);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, add));
        Assert.Equal("NoPeersGiven", await scene.RefusalAsync(scene.Provider, market, add with { Peers = [] }));
        await scene.SendAsync(scene.Provider, market, add);
        Assert.Equal(2, (await scene.AskAsync(market, new MarketContract.GetOffer(offer))).PeerCount);

        Assert.Equal("PeerHasUnits", await scene.RefusalAsync(scene.Provider, market, new MarketContract.RemoveComputePeer(Scene.Peer(5))));
        Assert.Equal("OfferHasPeers", await scene.RefusalAsync(scene.Provider, market, new MarketContract.RemoveOffer(offer)));
        foreach (Bytes32 unit in new[] { Scene.Unit(5), Scene.Unit(1), Scene.Unit(1, 1) })
        {
            await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveComputeUnit(unit));
        }

        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveComputePeer(Scene.Peer(5)));
        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveComputePeer(Scene.Peer(1)));
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.RemoveOffer(offer)));
        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveOffer(offer));
    }

    [AnvilFact]
    public async Task Units_are_added_and_removed_only_while_their_peer_has_no_commitment()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        await scene.OfferAsync(peers: [1]);
        MarketContract.AddComputeUnits add = new(Scene.Peer(1), [Scene.Unit(1, 2), Scene.Unit(1, 3)]);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, add));
        await scene.SendAsync(scene.Provider, market, add);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.RemoveComputeUnit(Scene.Unit(1))));
        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveComputeUnit(Scene.Unit(1)));
        Assert.Equal<Bytes32>(
            [Scene.Unit(1, 3), Scene.Unit(1, 1), Scene.Unit(1, 2)],
            await scene.AskAsync(market, new MarketContract.GetComputeUnitIds(Scene.Peer(1))));

        Bytes32 commitment = await scene.CreateCommitmentAsync(1);
        Assert.Equal("PeerHasCommitment", await scene.RefusalAsync(scene.Provider, market, new MarketContract.RemoveComputeUnit(Scene.Unit(1, 1))));
        Assert.Equal("PeerHasCommitment", await scene.RefusalAsync(scene.Provider, market, add with { UnitIds = [Scene.Unit(1, 9)] }));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCommitment(commitment));
        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveComputeUnit(Scene.Unit(1, 1)));
    }

    [AnvilFact]
    public async Task The_minimum_price_is_changed_by_the_provider_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        MarketContract.ChangeMinPricePerWorkerEpoch change = new(offer, 5);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, scene.Marketplace.Market, change));
        Assert.Equal("MinPriceIsZero", await scene.RefusalAsync(
            scene.Provider, scene.Marketplace.Market, change with { NewMinPricePerWorkerEpoch = 0 }));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, change);
        Assert.Equal(5, (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetOffer(offer))).MinPricePerWorkerEpoch);
    }

    [AnvilFact]
    public async Task The_payment_token_is_changed_by_the_provider_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        MarketContract.ChangePaymentToken change = new(offer, scene.Stranger);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, scene.Marketplace.Market, change));
        Assert.Equal("ZeroAddress", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Market, change with { NewPaymentToken = Address.Zero }));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, change);
        Assert.Equal(scene.Stranger, (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetOffer(offer))).PaymentToken);
    }

    [AnvilFact]
    public async Task Effectors_are_added_and_removed_once_by_the_provider_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.AddEffector(offer, [OtherCid])));
        Receipt added = await scene.SendAsync(scene.Provider, market, new MarketContract.AddEffector(offer, [OtherCid]));
        Assert.Equal(
            new MarketContract.EffectorAddedEvent(offer, OtherCid),
            Scene.Decoded<MarketContract.EffectorAddedEvent>(added, MarketContract.EffectorAddedEvent.TryDecode));
        Assert.Equal("EffectorAlreadyExists", await scene.RefusalAsync(scene.Provider, market, new MarketContract.AddEffector(offer, [OtherCid])));
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.RemoveEffector(offer, [OtherCid])));
        await scene.SendAsync(scene.Provider, market, new MarketContract.RemoveEffector(offer, [OtherCid]));
        Assert.Equal("EffectorDoesNotExist", await scene.RefusalAsync(scene.Provider, market, new MarketContract.RemoveEffector(offer, [OtherCid])));
    }

    [AnvilFact]
    public async Task Only_Capacity_sets_commitments_and_start_epochs()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        await scene.OfferAsync(peers: [1]);
        MarketContract.SetCommitmentId commitment = new(Scene.Peer(1), Scene.Id(9));
        MarketContract.SetStartEpoch start = new(Scene.Unit(1), 77);
        Assert.Equal("OnlyCapacity", await scene.RefusalAsync(scene.Provider, market, commitment));
        Assert.Equal("OnlyCapacity", await scene.RefusalAsync(scene.Provider, market, start));
        await scene.Chain.ImpersonateAsync(scene.Marketplace.Capacity);
        await scene.SendAsync(scene.Marketplace.Capacity, market, commitment);
        await scene.SendAsync(scene.Marketplace.Capacity, market, start);
        Assert.Equal(Scene.Id(9), (await scene.AskAsync(market, new MarketContract.GetComputePeer(Scene.Peer(1)))).CommitmentId);
        Assert.Equal(77, (await scene.AskAsync(market, new MarketContract.GetComputeUnit(Scene.Unit(1)))).StartEpoch);
    }

    [AnvilFact]
    public async Task Several_calls_go_in_one_transaction()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        ReadOnlyMemory<byte> first = new MarketContract.ChangeMinPricePerWorkerEpoch(offer, 5).Encode();
        ReadOnlyMemory<byte> second = new MarketContract.AddEffector(offer, [OtherCid]).Encode();
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.Multicall([first, second]));
        Assert.Equal("EffectorAlreadyExists", await scene.RefusalAsync(
            scene.Provider, scene.Marketplace.Market, new MarketContract.Multicall([new MarketContract.ChangeMinPricePerWorkerEpoch(offer, 6).Encode(), second])));
        Assert.Equal(5, (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetOffer(offer))).MinPricePerWorkerEpoch);
    }
}
