using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Market;

/// <summary>Matching by the owner of a deal.</summary>
public sealed class MatcherTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    [AnvilFact]
    public async Task A_deal_is_matched_with_one_unit_of_an_active_peer()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync(1, 1);
        BigInteger block = await scene.AskAsync(deal, new DealContract.CreationBlock());
        Receipt receipt = await scene.MatchAsync(deal, offer, Scene.Unit(1));
        Assert.Equal(
            new MarketContract.ComputeUnitMatchedEvent(Scene.Peer(1), deal, Scene.Unit(1), block, Marketplace.Cid),
            Scene.Decoded<MarketContract.ComputeUnitMatchedEvent>(receipt, MarketContract.ComputeUnitMatchedEvent.TryDecode));
        Assert.Equal(deal, await scene.DealOfAsync(Scene.Unit(1)));
        Assert.Equal([Scene.Unit(1)], (await scene.AskAsync(deal, new DealContract.GetComputeUnits())).Select(static unit => unit.Id));
    }

    [AnvilFact]
    public async Task The_events_of_a_matched_unit_come_in_the_originals_order()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Receipt receipt = await scene.MatchAsync(await scene.DealAsync(1, 1), offer, Scene.Unit(1));
        Assert.Equal(
            [
                DealContract.ComputeUnitJoinedEvent.Topic, CapacityContract.CommitmentStatsUpdatedEvent.Topic,
                CapacityContract.UnitDeactivatedEvent.Topic, MarketContract.ComputeUnitAddedToDealEvent.Topic,
                MarketContract.ComputeUnitMatchedEvent.Topic,
            ],
            receipt.Logs.Select(static log => log.Topics[0]));
    }

    [AnvilFact]
    public async Task A_peer_gives_a_deal_one_unit_at_most()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2]);
        await scene.CommitAsync(peers: [1, 2]);
        Address deal = await scene.DealAsync(1, 3);
        await scene.MatchAsync(deal, offer, Scene.Unit(1), Scene.Unit(1, 1), Scene.Unit(2));
        Assert.Equal(
            [Scene.Unit(1), Scene.Unit(2)], (await scene.AskAsync(deal, new DealContract.GetComputeUnits())).Select(static unit => unit.Id));
    }

    [AnvilFact]
    public async Task A_named_provider_needs_no_commitment()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Address deal = await scene.DealAsync(access: AccessType.Whitelist, listed: [scene.Provider]);
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
        Assert.Equal(deal, await scene.DealOfAsync(Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task A_provider_that_is_not_named_is_passed_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync(access: AccessType.Whitelist, listed: [scene.SecondProvider]);
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task A_denied_provider_is_passed_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync(access: AccessType.Blacklist, listed: [scene.Provider]);
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
        await scene.SendAsync(scene.Customer, deal, new DealContract.RemoveProviderFromAccessList(scene.Provider));
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
    }

    [AnvilFact]
    public async Task Units_without_an_active_commitment_are_passed_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Address deal = await scene.DealAsync();
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
        Bytes32 commitment = await scene.CreateCommitmentAsync(1);
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
        await scene.DepositCollateralAsync(null, commitment);
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
        await scene.EpochsAsync();
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
    }

    [AnvilFact]
    public async Task Units_of_a_failed_commitment_are_passed_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Bytes32 commitment = (await scene.CommitAsync(peers: [1]))[0];
        await scene.EpochsAsync(12);
        Assert.Equal(CommitmentStatus.Failed, await scene.CommitmentStatusAsync(commitment));
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, await scene.DealAsync(), offer, Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task A_deal_is_matched_again_only_after_some_epochs()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2]);
        await scene.CommitAsync(peers: [1, 2]);
        Address deal = await scene.DealAsync();
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
        await scene.EpochsAsync(2);
        Assert.Equal("TooEarlyToRematch", await RefusedAsync(scene, deal, offer, Scene.Unit(2)));
        await scene.EpochsAsync();
        await scene.MatchAsync(deal, offer, Scene.Unit(2));
        Assert.Equal(2, await scene.AskAsync(deal, new DealContract.GetComputeUnitCount()));
    }

    [AnvilFact]
    public async Task More_units_than_fit_are_ignored()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2, 3]);
        await scene.CommitAsync(peers: [1, 2, 3]);
        Address deal = await scene.DealAsync(1, 2, maxPerProvider: 3);
        await scene.MatchAsync(deal, offer, Scene.Unit(1), Scene.Unit(2), Scene.Unit(3));
        Assert.Equal(2, await scene.AskAsync(deal, new DealContract.GetComputeUnitCount()));
        Address narrow = await scene.DealAsync(1, 3, maxPerProvider: 1);
        await scene.MatchAsync(narrow, offer, Scene.Unit(1, 1), Scene.Unit(2, 1), Scene.Unit(3));
        Assert.Equal(1, await scene.AskAsync(narrow, new DealContract.GetComputeUnitCountByProvider(scene.Provider)));
    }

    [AnvilFact]
    public async Task Offers_that_do_not_fit_are_passed_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 dear = await scene.OfferAsync(price: 3 * Scene.Dollar, peers: [1]);
        Bytes32 otherToken = await scene.OfferAsync(scene.Stranger, null, null, [2]);
        Bytes32 fits = await scene.OfferAsync(peers: [3]);
        await scene.CommitAsync(peers: [1, 2, 3]);
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.RemoveEffector(fits, [Marketplace.Cid]));
        Address deal = await scene.DealAsync(1, 3);
        MarketContract.MatchDeal match = new(
            deal, [dear, otherToken, fits, Scene.Id(9)], [[Scene.Unit(1)], [Scene.Unit(2)], [Scene.Unit(3), Scene.Id(5)], [Scene.Id(6)]]);
        Assert.Equal("MinWorkersNotMatched", await scene.RefusalAsync(scene.Customer, scene.Marketplace.Market, match));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.AddEffector(fits, [Marketplace.Cid]));
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, match);
        Assert.Equal(
            [Scene.Unit(3)], (await scene.AskAsync(deal, new DealContract.GetComputeUnits())).Select(static unit => unit.Id));
    }

    [AnvilFact]
    public async Task Too_few_units_are_not_matched_at_all()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync(2, 3);
        Assert.Equal("MinWorkersNotMatched", await RefusedAsync(scene, deal, offer, Scene.Unit(1)));
        Assert.Equal(Address.Zero, await scene.DealOfAsync(Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task Only_the_owner_of_a_running_deal_matches_it()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync();
        MarketContract.MatchDeal match = new(deal, [offer], [[Scene.Unit(1)]]);
        Assert.Equal("NotDealOwner", await scene.RefusalAsync(scene.Stranger, scene.Marketplace.Market, match));
        Assert.Equal("LengthMismatch", await scene.RefusalAsync(scene.Customer, scene.Marketplace.Market, match with { ComputeUnits = [] }));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Stop());
        Assert.Equal("DealNotMatchable", await scene.RefusalAsync(scene.Customer, scene.Marketplace.Market, match));
    }

    [AnvilFact]
    public async Task A_unit_is_returned_by_its_provider_its_peers_owner_or_the_deals_owner()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2, 3]);
        await scene.CommitAsync(peers: [1, 2, 3]);
        Address deal = await scene.DealAsync();
        await scene.MatchAsync(deal, offer, Scene.Unit(1), Scene.Unit(2), Scene.Unit(3));
        Assert.Equal("CannotReturnUnit", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1))));
        await scene.SendAsync(scene.Provider, market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        await scene.SendAsync(scene.PeerOwner, market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(2)));
        Receipt receipt = await scene.SendAsync(scene.Customer, market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(3)));
        BigInteger next = await scene.Marketplace.EpochAsync() + 1;
        Assert.Equal(next, Scene.Decoded<CapacityContract.UnitActivatedEvent>(receipt, CapacityContract.UnitActivatedEvent.TryDecode).StartEpoch);
        Assert.Equal(next, (await scene.AskAsync(market, new MarketContract.GetComputeUnit(Scene.Unit(3)))).StartEpoch);
        Assert.Equal("UnitNotInDeal", await scene.RefusalAsync(scene.Provider, market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1))));
        Assert.Empty(await scene.AskAsync(deal, new DealContract.GetComputeUnits()));
    }

    private static Task<string> RefusedAsync(Scene scene, Address deal, Bytes32 offer, Bytes32 unit) =>
        scene.RefusalAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.MatchDeal(deal, [offer], [[unit]]));
}
