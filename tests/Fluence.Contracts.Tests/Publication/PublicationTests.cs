using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Publication;

/// <summary>Deals that any provider may pick up.</summary>
public sealed class PublicationTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private const ulong Window = 100;

    [AnvilFact]
    public async Task The_price_rises_within_the_window_to_the_owners_maximum()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync();
        Receipt receipt = await PublishAsync(scene, deal);
        ulong opened = (ulong)scene.Chain.Now;
        Assert.Equal(
            new MarketContract.DealPublishedEvent(deal, 2 * Scene.Dollar, opened, Window),
            Scene.Decoded<MarketContract.DealPublishedEvent>(receipt, MarketContract.DealPublishedEvent.TryDecode));
        Assert.Equal(
            new MarketContract.GetPublicationResult(opened, Window, false),
            await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetPublication(deal)));
        foreach ((int passed, int price) in new[] { (25, 500_000), (50, 1_000_000), (99, 1_980_000), (100, 2_000_000), (1000, 2_000_000) })
        {
            await scene.Chain.MineAsync((long)opened + passed - scene.Chain.Now);
            Assert.Equal(price, await scene.AskAsync(scene.Marketplace.Market, new MarketContract.JoinPrice(deal)));
        }
    }

    [AnvilFact]
    public async Task The_cheapest_offer_comes_first_and_the_price_is_settled_for_all()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(scene.SecondProvider, Scene.Dollar / 2, 2);
        await scene.OfferAsync(price: Scene.Dollar, peers: [1]);
        await scene.CommitAsync(peers: [1]);
        await scene.CommitAsync(scene.SecondProvider, peers: [2]);
        Address deal = await scene.DealAsync(2, 3);
        await PublishAsync(scene, deal);
        long opened = scene.Chain.Now;
        await scene.Chain.MineAsync(29);
        MarketContract.JoinDeal dear = new(deal, Scene.Unit(1));
        Assert.Equal("PriceTooLow", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Market, dear));
        await scene.SendAsync(scene.SecondProvider, scene.Marketplace.Market, new MarketContract.JoinDeal(deal, Scene.Unit(2)));
        Assert.Equal(2 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.PricePerWorkerEpoch()));
        await scene.Chain.MineAsync(opened + 59 - scene.Chain.Now);
        Receipt joined = await scene.SendAsync(scene.PeerOwner, scene.Marketplace.Market, dear);
        Assert.Equal(
            new MarketContract.DealPriceSettledEvent(deal, 1_200_000),
            Scene.Decoded<MarketContract.DealPriceSettledEvent>(joined, MarketContract.DealPriceSettledEvent.TryDecode));
        Assert.Equal(
            (Scene.Peer(1), deal, Scene.Unit(1)),
            Scene.All<MarketContract.ComputeUnitMatchedEvent>(joined, MarketContract.ComputeUnitMatchedEvent.TryDecode)
                .Select(static each => (each.PeerId, each.Deal, each.UnitId)).Single());
        await scene.EpochsAsync(2);
        Assert.Equal(1_200_000, await scene.AskAsync(deal, new DealContract.PricePerWorkerEpoch()));
        Assert.Equal(1_200_000, await scene.AskAsync(scene.Marketplace.Market, new MarketContract.JoinPrice(deal)));
        Assert.True((await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetPublication(deal))).Settled);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.SetWorkerAsync(deal, Scene.Unit(2), scene.SecondProvider);
        await scene.EpochsAsync(1);
        Assert.Equal(1_200_000, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(2))));
    }

    [AnvilFact]
    public async Task After_settling_only_offers_at_the_settled_price_join()
    {
        Scene scene = await ReadyAsync(1, 2, 3);
        Address deal = await scene.DealAsync(1, 3);
        await PublishAsync(scene, deal);
        await scene.Chain.MineAsync(54);
        await JoinAsync(scene, deal, 1);
        await scene.EpochsAsync(1);
        await JoinAsync(scene, deal, 2);
        await scene.OfferAsync(scene.SecondProvider, 2 * Scene.Dollar, 4);
        await scene.CommitAsync(scene.SecondProvider, peers: [4]);
        Assert.Equal("PriceTooLow", await scene.RefusalAsync(
            scene.SecondProvider, scene.Marketplace.Market, new MarketContract.JoinDeal(deal, Scene.Unit(4))));
    }

    [AnvilFact]
    public async Task A_match_by_the_owner_settles_at_the_full_price()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2]);
        await scene.CommitAsync(peers: [1, 2]);
        Address deal = await scene.DealAsync(1, 3);
        await PublishAsync(scene, deal);
        Receipt receipt = await scene.MatchAsync(deal, offer, Scene.Unit(1));
        Assert.Equal(2 * Scene.Dollar, Scene.Decoded<MarketContract.DealPriceSettledEvent>(
            receipt, MarketContract.DealPriceSettledEvent.TryDecode).PricePerWorkerEpoch);
        await JoinAsync(scene, deal, 2);
        Assert.Equal(2 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.PricePerWorkerEpoch()));
    }

    [AnvilFact]
    public async Task The_price_never_falls_below_what_somebody_who_joined_asks_for()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [1]);
        await scene.OfferAsync(scene.SecondProvider, 1, 2);
        await scene.CommitAsync(peers: [1]);
        await scene.CommitAsync(scene.SecondProvider, peers: [2]);
        Address deal = await scene.DealAsync(2, 3);
        await PublishAsync(scene, deal);
        await scene.Chain.MineAsync(60);
        await JoinAsync(scene, deal, 1);
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.UnpublishDeal(deal));
        await PublishAsync(scene, deal);
        await scene.SendAsync(scene.SecondProvider, scene.Marketplace.Market, new MarketContract.JoinDeal(deal, Scene.Unit(2)));
        Assert.Equal(Scene.Dollar, await scene.AskAsync(deal, new DealContract.PricePerWorkerEpoch()));
    }

    [AnvilFact]
    public async Task Only_the_owner_of_a_deal_made_here_publishes_it_once()
    {
        Scene scene = await fixture.BeginAsync();
        Address market = scene.Marketplace.Market;
        Address deal = await scene.DealAsync();
        MarketContract.PublishDeal publish = new(deal, Window);
        Assert.Equal("NotDealOwner", await scene.RefusalAsync(scene.Stranger, market, publish));
        Assert.Equal("UnknownDeal", await scene.RefusalAsync(scene.Customer, market, publish with { Deal = scene.Marketplace.Token }));
        Assert.Equal("ValueTooLarge", await scene.RefusalAsync(scene.Customer, market, publish with { Window = ulong.MaxValue }));
        Assert.Equal("DealNotPublished", await scene.RefusalAsync(scene.Customer, market, new MarketContract.UnpublishDeal(deal)));
        await scene.SendAsync(scene.Customer, market, publish);
        Assert.Equal("DealAlreadyPublished", await scene.RefusalAsync(scene.Customer, market, publish));
        Assert.Equal("NotDealOwner", await scene.RefusalAsync(scene.Stranger, market, new MarketContract.UnpublishDeal(deal)));
        Receipt receipt = await scene.SendAsync(scene.Customer, market, new MarketContract.UnpublishDeal(deal));
        Assert.Equal(deal, Scene.Decoded<MarketContract.DealUnpublishedEvent>(receipt, MarketContract.DealUnpublishedEvent.TryDecode).Deal);
    }

    [AnvilFact]
    public async Task A_deal_that_is_not_published_cannot_be_joined()
    {
        Scene scene = await ReadyAsync(1);
        Address deal = await scene.DealAsync();
        Assert.Equal("DealNotPublished", await RefusedAsync(scene, deal, Scene.Unit(1)));
        await PublishAsync(scene, deal, 0);
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.UnpublishDeal(deal));
        Assert.Equal("DealNotPublished", await RefusedAsync(scene, deal, Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task Whoever_does_not_fit_is_told_why()
    {
        Scene scene = await ReadyAsync(1, 2);
        await scene.OfferAsync(peers: [3]);
        Address deal = await scene.DealAsync(1, 2, maxPerProvider: 1);
        await PublishAsync(scene, deal, 0);
        MarketContract.JoinDeal join = new(deal, Scene.Unit(1));
        Assert.Equal("NotProviderOrPeerOwner", await scene.RefusalAsync(scene.Stranger, scene.Marketplace.Market, join));
        Assert.Equal("UnitDoesNotExist", await RefusedAsync(scene, deal, Scene.Id(1)));
        Assert.Equal("PeerHasNoCommitment", await RefusedAsync(scene, deal, Scene.Unit(3)));
        Bytes32 commitment = await scene.CreateCommitmentAsync(3);
        Assert.Equal("CapacityCommitmentIsNotActive", await RefusedAsync(scene, deal, Scene.Unit(3)));
        await scene.DepositCollateralAsync(null, commitment);
        Assert.Equal("CapacityCommitmentIsNotActive", await RefusedAsync(scene, deal, Scene.Unit(3)));
        await JoinAsync(scene, deal, 1);
        Assert.Equal("ProviderLimitReached", await RefusedAsync(scene, deal, Scene.Unit(2)));

        Address wide = await scene.DealAsync(1, 3);
        await PublishAsync(scene, wide, 0);
        Assert.Equal("UnitInDeal", await RefusedAsync(scene, wide, Scene.Unit(1)));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.JoinDeal(wide, Scene.Unit(1, 1)));
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        Assert.Equal("PeerAlreadyInDeal", await RefusedAsync(scene, wide, Scene.Unit(1)));
    }

    [AnvilFact]
    public async Task Offers_that_do_not_fit_the_deal_are_told_why()
    {
        Scene scene = await ReadyAsync(1);
        await scene.OfferAsync(scene.Stranger, null, null, [2]);
        await scene.CommitAsync(peers: [2]);
        Bytes32 bare = await scene.OfferAsync(peers: [3]);
        await scene.CommitAsync(peers: [3]);
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.RemoveEffector(bare, [Marketplace.Cid]));
        Address deal = await scene.DealAsync(1, 1);
        await PublishAsync(scene, deal, 0);
        Assert.Equal("PaymentTokenMismatch", await RefusedAsync(scene, deal, Scene.Unit(2)));
        Assert.Equal("EffectorsMissing", await RefusedAsync(scene, deal, Scene.Unit(3)));
        await JoinAsync(scene, deal, 1);
        Assert.Equal("NoFreeSlots", await RefusedAsync(scene, deal, Scene.Unit(1, 1)));
    }

    [AnvilFact]
    public async Task Lists_of_providers_hold_for_joining_too()
    {
        Scene scene = await ReadyAsync(1);
        Address denied = await scene.DealAsync(access: AccessType.Blacklist, listed: [scene.Provider]);
        await PublishAsync(scene, denied, 0);
        Assert.Equal("ProviderNotAllowed", await RefusedAsync(scene, denied, Scene.Unit(1)));
        Address others = await scene.DealAsync(access: AccessType.Whitelist, listed: [scene.SecondProvider]);
        await PublishAsync(scene, others, 0);
        Assert.Equal("ProviderNotAllowed", await RefusedAsync(scene, others, Scene.Unit(1)));
        await scene.OfferAsync(scene.SecondProvider, null, 2);
        await scene.SendAsync(scene.SecondProvider, scene.Marketplace.Market, new MarketContract.JoinDeal(others, Scene.Unit(2)));
    }

    [AnvilFact]
    public async Task Deals_without_money_or_at_their_end_cannot_be_joined()
    {
        Scene scene = await ReadyAsync(1, 2);
        Address deal = await scene.DealAsync(1, 2, deposit: 8 * Scene.Dollar);
        await PublishAsync(scene, deal, 0);
        await JoinAsync(scene, deal, 1);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.EpochsAsync(1);
        Assert.Equal(DealStatus.SmallBalance, await scene.StatusAsync(deal));
        Assert.Equal("DealNotMatchable", await RefusedAsync(scene, deal, Scene.Unit(2)));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Stop());
        Assert.Equal("DealNotMatchable", await RefusedAsync(scene, deal, Scene.Unit(2)));
    }

    [AnvilFact]
    public async Task Joining_does_not_make_the_next_match_or_join_wait()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2, 3]);
        await scene.CommitAsync(peers: [1, 2, 3]);
        Address deal = await scene.DealAsync(1, 3);
        await PublishAsync(scene, deal, 0);
        await JoinAsync(scene, deal, 1);
        await scene.MatchAsync(deal, offer, Scene.Unit(2));
        await JoinAsync(scene, deal, 3);
        Assert.Equal(3, await scene.AskAsync(deal, new DealContract.GetComputeUnitCount()));
    }

    [AnvilFact]
    public async Task Nobody_but_the_market_settles_a_price()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync();
        Assert.Equal("OnlyMarket", await scene.RefusalAsync(scene.Customer, deal, new DealContract.SettlePrice(1)));
        await scene.Chain.ImpersonateAsync(scene.Marketplace.Market);
        Assert.Equal("BillingHasBegun", await scene.RefusalAsync(
            scene.Marketplace.Market, deal, new DealContract.SettlePrice((2 * Scene.Dollar) + 1)));
    }

    private async Task<Scene> ReadyAsync(params int[] peers)
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [.. peers]);
        await scene.CommitAsync(peers: [.. peers]);
        return scene;
    }

    private static Task<Receipt> PublishAsync(Scene scene, Address deal, ulong window = Window) =>
        scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.PublishDeal(deal, window));

    private static Task<Receipt> JoinAsync(Scene scene, Address deal, int peer) =>
        scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.JoinDeal(deal, Scene.Unit(peer)));

    private static Task<string> RefusedAsync(Scene scene, Address deal, Bytes32 unit) =>
        scene.RefusalAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.JoinDeal(deal, unit));
}
