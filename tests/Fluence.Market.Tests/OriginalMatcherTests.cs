using System.Diagnostics;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market.Offers;
using Fluence.Market.Queries;
using Fluence.TestKit;

namespace Fluence.Market.Tests;

/// <summary>The search for compute units of the original's client, page by page, and the counts of its explorer, on our index.</summary>
public sealed class OriginalMatcherTests
{
    private const int Providers = 3, Peers = 3;

    private static readonly string Deal = Address.Parse("0x00000000000000000000000000000000000000aa").ToLowerString();

    [AnvilFact]
    public async Task The_original_client_finds_units_through_pages_of_peers_and_of_offers()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        List<string> providers = [];
        for (int number = 1; number <= Providers; number++)
        {
            await using TransactionSender provider = market.Sender(number);
            await OfferAsync(market, provider);
            providers.Add(provider.Account.ToLowerString());
        }

        using IndexedMarketplace index = new(market);
        await index.UpdateAsync().Soon();
        await using GraphQlServer server = new(new GraphQlHandler(index.Database));
        await using Matcher matcher = new(market, server);
        string token = market.Deployment.PaymentToken.ToLowerString();

        // fewer than a page
        Assert.Equal((1, 1, true), await matcher.FindAsync(token, providers, page: 100, target: 1, min: 1, perProvider: 1));

        // as many offers as a page has
        Assert.Equal((3, 3, true), await matcher.FindAsync(token, providers, page: 3, target: 3, min: 1, perProvider: 1));

        // through pages of peers, and through pages of offers
        Assert.Equal((1, 3, true), await matcher.FindAsync(token, providers[..1], page: 2, target: 3, min: 1, perProvider: 3));
        Assert.True(matcher.Pages > 1);
        Assert.Equal((3, 3, true), await matcher.FindAsync(token, providers, page: 2, target: 3, min: 1, perProvider: 1));
        Assert.True(matcher.Pages > 1);

        // the end before the target, fewer than needed, and nothing
        Assert.Equal((3, 3, false), await matcher.FindAsync(token, providers, page: 100, target: 5, min: 1, perProvider: 1));
        Assert.Equal((0, 0, false), await matcher.FindAsync(token, providers, page: 100, target: 5, min: 4, perProvider: 1));
        Assert.Equal((0, 0, false), await matcher.FindAsync(token, providers, page: 100, target: 1, min: 1, perProvider: 1, price: "0"));
    }

    [AnvilFact]
    public async Task The_explorer_counts_units_that_come_and_go()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        await using TransactionSender provider = market.Sender(1);
        (Bytes32 offer, List<OfferedPeer> peers) = await OfferAsync(market, provider);
        using IndexedMarketplace index = new(market);
        await index.UpdateAsync().Soon();
        await using GraphQlServer server = new(new GraphQlHandler(index.Database));
        await using Matcher matcher = new(market, server);
        Assert.Equal((6, 6), await matcher.CountAsync(offer));

        await market.Offers(provider).AddUnitsAsync(peers[0].Id, [Marketplace.NewUnit(), Marketplace.NewUnit()]).Soon();
        await market.Offers(provider).RemoveUnitAsync(peers[1].Units[0]).Soon();
        await index.UpdateAsync().Soon();
        Assert.Equal((7, 7), await matcher.CountAsync(offer));

        // a peer leaves with its last unit
        await market.Offers(provider).RemoveUnitAsync(peers[1].Units[1]).Soon();
        await market.Offers(provider).RemovePeerAsync(peers[1].Id).Soon();
        await index.UpdateAsync().Soon();
        Assert.Equal((6, 6), await matcher.CountAsync(offer));
        Assert.Equal(2, (await market.Client.CallAsync(market.Deployment.Market, new MarketContract.GetOffer(offer))).PeerCount);
    }

    private static async Task<(Bytes32 Offer, List<OfferedPeer> Peers)> OfferAsync(Marketplace market, TransactionSender provider)
    {
        List<OfferedPeer> peers = [.. Enumerable.Range(0, Peers).Select(_ => new OfferedPeer(
            KeyPair.Generate().PeerId, provider.Account, [Marketplace.NewUnit(), Marketplace.NewUnit()]))];
        await market.Offers(provider).RegisterProviderAsync("provider").Soon();
        return (await market.Offers(provider).CreateAsync(new OfferTerms(1_000_000, [.. peers])).Soon(), peers);
    }

    /// <summary>The script that asks.</summary>
    private sealed class Matcher(Marketplace market, GraphQlServer server) : IAsyncDisposable
    {
        private readonly Process _process =
            NodeProgram.Start("market", "matcher.mjs", server.Url.AbsoluteUri, market.Anvil.Url.AbsoluteUri);

        private NodeProcess? _node;

        /// <summary>How many pages the last search has asked for.</summary>
        public int Pages { get; private set; }

        /// <summary>How many offers and units are found, and whether that is all that is wanted.</summary>
        public async Task<(int Offers, int Units, bool Fulfilled)> FindAsync(
            string token, IReadOnlyList<string> providers, int page, int target, int min, int perProvider, string price = "1000000")
        {
            JsonElement found = await AskAsync(new
            {
                page,
                match = new
                {
                    dealId = Deal, pricePerWorkerEpoch = price, effectors = Array.Empty<string>(), paymentToken = token,
                    targetWorkerSlotToMatch = target, minWorkersToMatch = min, maxWorkersPerProvider = perProvider, currentEpoch = 999,
                    providersBlackList = Array.Empty<string>(), providersWhiteList = providers,
                },
            });
            Pages = found.GetProperty("pages").GetInt32();
            string[] units = [.. found.GetProperty("units").EnumerateArray().SelectMany(static each => each.EnumerateArray())
                .Select(static unit => unit.GetString()!)];
            Assert.Equal(units.Length, units.Distinct().Count());
            return (found.GetProperty("offers").GetArrayLength(), units.Length, found.GetProperty("fulfilled").GetBoolean());
        }

        /// <summary>How many units an offer has, and how many of them are free.</summary>
        public async Task<(int Total, int Free)> CountAsync(Bytes32 offer)
        {
            JsonElement counts = await AskAsync(new { explore = offer.ToString() });
            return (counts.GetProperty("total").GetInt32(), counts.GetProperty("free").GetInt32());
        }

        public async ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            await (_node ??= new NodeProcess(_process)).DisposeAsync();
        }

        private async Task<JsonElement> AskAsync(object question)
        {
            _node ??= new NodeProcess(_process);
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            await _process.StandardInput.FlushAsync();
            return await _node.ReadAsync();
        }
    }
}
