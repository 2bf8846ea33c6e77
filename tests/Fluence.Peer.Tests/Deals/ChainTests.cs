using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Peer.Chain;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Content;
using Fluence.Services.Deals;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A peer that serves deals of a real chain by itself.</summary>
public sealed class ChainTests
{
    [AnvilFact]
    public async Task A_deal_is_served_from_its_match_to_its_end()
    {
        await using ChainNetwork network = await ChainNetwork.StartAsync();
        Cid app = await network.AddAppAsync(("one", "types"));
        Address deal = await network.CreateDealAsync(app);
        await network.Deals.MatchAsync(deal, [(network.Offer, [network.Units[0]])]).Soon();

        await Eventually.TrueAsync(async () => await network.FindWorkerAsync(deal) is not null, "the worker is registered");
        PeerId worker = Assert.IsType<PeerId>(await network.FindWorkerAsync(deal));
        await Eventually.TrueAsync(() => network.HasServiceAsync(deal, worker, "one"), "the service is installed");
        Assert.Equal("[1,2]", await network.CallAsync(worker, "one.echo_u64s", "[1,2]"));
        string resolved = await network.CallAsync(network.Node.PeerId, "subnet.resolve", $"\"{deal}\"");
        Assert.Equal(
            "{\"error\":[],\"success\":true,\"workers\":["
            + $$"""{"host_id":"{{network.Node.PeerId}}","pat_id":"{{network.Units[0]}}","worker_id":["{{worker}}"]}]}""",
            resolved);

        await network.Deals.ChangeAppAsync(deal, await network.AddAppAsync(("one", "types"), ("two", "who_v2"))).Soon();
        await Eventually.TrueAsync(() => network.HasServiceAsync(deal, worker, "two"), "the new service is installed");
        Assert.Equal(worker, await network.FindWorkerAsync(deal));

        await Eventually.TrueAsync(
            async () => (await network.ProvedAsync()).Contains(network.Units[1]), "the unit that is in no deal proves its capacity");

        await network.Deals.StopAsync(deal).Soon();
        await Eventually.TrueAsync(
            async () => (await network.Deals.GetUnitsAsync(deal).Soon()).IsEmpty, "the unit is returned");

        // one reading that does not name the deal is not enough
        await Eventually.TrueAsync(
            async () =>
            {
                await network.Anvil.MineAsync().Soon();
                return await network.CallAsync(network.Node.PeerId, "worker.get_worker_id", $"\"{deal}\"") == "[]";
            },
            "the worker is gone");
        await Eventually.TrueAsync(
            async () => await network.CallAsync(network.Node.PeerId, "dist.list_modules", "0") == "[]", "the modules are gone");
        Assert.Null(network.Node.CheckHealth().Checks["chain"]);
    }

    [Fact]
    public async Task A_peer_whose_endpoint_is_away_starts_and_says_what_it_does_not_know()
    {
        await using TestPeer peer = await TestPeer.StartAsync(config => config with
        {
            Chain = new ChainOptions { HttpEndpoint = new Uri("http://127.0.0.1:1"), WebSocketEndpoint = new Uri("ws://127.0.0.1:1") },
        });
        await peer.AssertServesAsync();
        Assert.StartsWith("it has not been read yet", peer.Node.CheckHealth().Checks["chain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_neither_a_key_nor_a_file_is_told()
    {
        ConfigException wrong = await Assert.ThrowsAsync<ConfigException>(
            () => TestPeer.StartAsync(config => config with { Chain = new ChainOptions { WalletKey = "missing.key" } }));
        Assert.StartsWith(
            "chain_wallet_key is neither a key of 64 hexadecimal digits nor a file: there is no ", wrong.Message, StringComparison.Ordinal);
    }

    [AnvilFact]
    public async Task A_published_deal_is_picked_up_when_it_pays_enough()
    {
        await using ChainNetwork network = await ChainNetwork.StartAsync(new ProviderPolicy { Joins = true, MinPrice = 1_500_000 });
        Cid app = await network.AddAppAsync(("one", "types"));
        Address withdrawn = await network.CreateDealAsync(app), deal = await network.CreateDealAsync(app);
        await network.Deals.PublishAsync(withdrawn, TimeSpan.FromSeconds(40)).Soon();
        await network.Deals.UnpublishAsync(withdrawn).Soon();
        await network.Deals.PublishAsync(deal, TimeSpan.FromSeconds(40)).Soon();
        await network.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(32)).Soon();
        await Eventually.TrueAsync(
            async () => await network.FindWorkerAsync(deal) is not null, "the peer has joined and registered its worker");
        PeerId worker = Assert.IsType<PeerId>(await network.FindWorkerAsync(deal));
        await Eventually.TrueAsync(() => network.HasServiceAsync(deal, worker, "one"), "the service is installed");
        Assert.InRange(
            await network.Anvil.Client.CallAsync(deal, new DealContract.PricePerWorkerEpoch()).Soon(), 1_500_000, 2_000_000);
        Assert.Single(await network.Deals.GetUnitsAsync(deal).Soon());
        Assert.Empty(await network.Deals.GetUnitsAsync(withdrawn).Soon());
    }
}
