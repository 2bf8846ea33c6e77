using System.Text.Json;
using Fluence.Ethereum;
using Fluence.Ethereum.Logs;
using Fluence.Market.Deals;
using Fluence.Market.Indexing;
using Fluence.Market.Matching;
using Fluence.Market.Offers;
using Fluence.TestKit;

namespace Fluence.Market.Tests;

public sealed class IndexerTests
{
    [AnvilFact]
    public async Task The_index_tells_what_happened()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        using IndexedMarketplace index = new(market);
        (Address deal, _, List<OfferedPeer> peers) = await LiveAsync(market);
        await index.UpdateAsync().Soon();

        JsonElement all = index.Ask(
            """
            query Q($id: ID!) {
              deal(id: $id) {
                ...D
                effectors { effector { id } }
                units: addedComputeUnits(where: {deleted: false}, orderBy: id) { id workerId peer { id offer { provider { id name } } } }
                paymentToken { symbol decimals }
              }
              capacityCommitments { delegator }
              graphNetworks(first: 1) { dealsTotal offersTotal providersRegisteredTotal coreEpochDuration }
              _meta { block { number timestamp } }
            }
            fragment D on Deal { id status: registeredWorkersCurrentCount matchedWorkersCurrentCount pricePerWorkerEpoch depositedSum }
            """, new { id = deal.ToString() });
        Assert.All(all.GetProperty("capacityCommitments").EnumerateArray(), each =>
            Assert.Equal(market.Anvil.Accounts[1].Address.ToLowerString(), each.GetProperty("delegator").GetString()));
        JsonElement found = all.GetProperty("deal");

        Assert.Equal(deal.ToLowerString(), found.GetProperty("id").GetString());
        Assert.Equal((2, 2), (found.GetProperty("status").GetInt32(), found.GetProperty("matchedWorkersCurrentCount").GetInt32()));
        Assert.Equal(("2000000", "36000000"),
            (found.GetProperty("pricePerWorkerEpoch").GetString(), found.GetProperty("depositedSum").GetString()));
        Assert.Equal(("tUSD", 6),
            (found.GetProperty("paymentToken").GetProperty("symbol").GetString(), found.GetProperty("paymentToken").GetProperty("decimals").GetInt32()));
        Assert.Equal(peers.Take(2).Select(each => each.Units[0].ToString()).Order(StringComparer.Ordinal),
            found.GetProperty("units").EnumerateArray().Select(each => each.GetProperty("id").GetString()));
        Assert.All(found.GetProperty("units").EnumerateArray(), unit => Assert.Equal(
            "provider", unit.GetProperty("peer").GetProperty("offer").GetProperty("provider").GetProperty("name").GetString()));
    }

    [AnvilFact]
    public async Task An_index_made_in_parts_is_that_made_at_once()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        string file = Path.Combine(TestFolder.New(), "index.sqlite");
        LogReaderOptions options = new() { FirstRange = 3, MaxRange = 5 };
        using (IndexedMarketplace first = new(market, file, options))
        {
            await first.UpdateAsync().Soon();
        }

        await LiveAsync(market);
        using IndexedMarketplace parts = new(market, file, options);
        await parts.UpdateAsync().Soon();
        string once = parts.Dump();
        await parts.UpdateAsync().Soon();
        Assert.Equal(once, parts.Dump());

        // nothing of this chain may leave it any more, so this one is read without what undoes it
        using IndexedMarketplace deep = new(market, null, new LogReaderOptions { ReorganisationDepth = 0 });
        await deep.UpdateAsync().Soon();
        Assert.Equal(deep.Dump(), parts.Dump());
        Assert.Contains("WaitStart", once, StringComparison.Ordinal);
    }

    [AnvilFact]
    public async Task What_left_the_chain_leaves_the_index()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        using IndexedMarketplace index = new(market);
        string snapshot = await market.Anvil.SnapshotAsync().Soon();
        await LiveAsync(market);
        await index.UpdateAsync().Soon();
        Assert.Contains("\"dealsTotal\":\"1\"", index.Ask("{graphNetworks {dealsTotal}}").ToString(), StringComparison.Ordinal);

        // another history, as long as the first one
        await market.Anvil.RevertAsync(snapshot).Soon();
        await market.Anvil.MineAsync(3).Soon();
        (Address deal, _, _) = await LiveAsync(market);
        await index.UpdateAsync().Soon();

        using IndexedMarketplace fresh = new(market);
        await fresh.UpdateAsync().Soon();
        Assert.Equal(fresh.Dump(), index.Dump());
        Assert.Contains(deal.ToLowerString(), index.Dump(), StringComparison.Ordinal);
    }

    [AnvilFact]
    public async Task An_index_made_over_an_endpoint_that_fails_is_the_same()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        await LiveAsync(market);
        using IndexedMarketplace right = new(market);
        await right.UpdateAsync().Soon();

        Random random = new(41);
        await using FaultyProxy proxy = new(market.Anvil.Url, _ =>
        {
            lock (random)
            {
                return random.Next(10) > 0 ? Fault.None : (Fault)random.Next(1, 6);
            }
        });
        await using EthereumClient client = new(proxy.Url);
        using IndexDatabase database = IndexDatabase.Open(null);
        LogReaderOptions options = new() { Follow = false, FirstRange = 7, MaxRange = 9, RetryDelay = TimeSpan.FromMilliseconds(1) };
        await new Indexer(client, market.Deployment, database, options).RunAsync().Soon();
        Assert.Equal(right.Dump(), IndexedMarketplace.Dump(database));
    }

    [AnvilFact]
    public async Task The_cheapest_units_that_fit_are_found_and_match()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        await using TransactionSender customer = market.Sender(9);
        List<(Bytes32 Offer, List<OfferedPeer> Peers)> offers = [];
        foreach (int price in new[] { 3, 1, 2 })
        {
            await using TransactionSender provider = market.Sender(price);
            offers.Add(await market.ProvideAsync(provider, 2, price * 1_000_000));
        }

        Address deal = await market.Deals(customer).CreateAsync(new DealTerms(Marketplace.App, 36_000_000, 1, 3, 3_000_000)).Soon();
        Address strict = await market.Deals(customer).CreateAsync(new DealTerms(Marketplace.App, 36_000_000, 3, 3, 500_000)).Soon();
        using IndexedMarketplace index = new(market);
        await index.UpdateAsync().Soon();

        MatchResult found = new MatchFinder(index.Database).Find(deal)!;
        Assert.Equal([offers[1].Offer, offers[2].Offer], found.Offers.Select(each => each.Id));
        Assert.Equal([2, 1], found.Offers.Select(each => each.Units.Length));
        Assert.True(found.IsEnough);
        await market.Deals(customer).MatchAsync(deal, found.Units).Soon();
        Assert.Equal(3, (await market.Deals(customer).GetUnitsAsync(deal).Soon()).Length);

        await index.UpdateAsync().Soon();
        Assert.Equal(0, new MatchFinder(index.Database).Find(deal)!.Wanted);
        Assert.Equal(
            "0 compute units found, 3 needed; 3 offers in all, 3 offers with free compute units, 3 offers of this payment token, "
                + "0 offers at this price or less, 0 offers of this protocol version, 0 offers with all effectors",
            new MatchFinder(index.Database).Find(strict)!.ToString());
        Assert.Null(new MatchFinder(index.Database).Find(customer.Account));
    }

    /// <summary>A provider with three peers, and a deal with a worker on two of them.</summary>
    private static async Task<(Address Deal, Bytes32 Offer, List<OfferedPeer> Peers)> LiveAsync(Marketplace market)
    {
        await using TransactionSender provider = market.Sender(1);
        await using TransactionSender customer = market.Sender(2);
        (Bytes32 offer, List<OfferedPeer> peers) = await market.ProvideAsync(provider, 3, 1_000_000);
        Address deal = await market.Deals(customer).CreateAsync(
            new DealTerms(Marketplace.App, 36_000_000, 2, 3, 2_000_000) { AccessList = [provider.Account], Access = AccessType.Whitelist }).Soon();
        await market.Deals(customer).MatchAsync(deal, [(offer, [.. peers.Select(each => each.Units[0])])]).Soon();
        foreach (OfferedPeer peer in peers)
        {
            await market.Deals(provider).SetWorkerAsync(deal, peer.Units[0], Marketplace.NewPeer().ToChain()).Soon();
        }

        await market.Deals(provider).ReturnUnitAsync(peers[2].Units[0]).Soon();
        await market.Commitments(provider).SubmitProofsAsync([.. Enumerable.Range(0, 3).Select(_ =>
            (peers[2].Units[1], Marketplace.NewUnit(), DeploymentParameters.Local.Difficulty))]).Soon();
        return (deal, offer, peers);
    }
}
