using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Market.Indexing;
using Fluence.Market.Matching;
using Fluence.Market.Offers;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Content;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Benchmarks;

/// <summary>
/// The same marketplace on a real chain, anvil from npm: 1,000 offers of 10 committed peers with 32 compute units each, and 1,000 deals.
/// How much gas it takes, how fast the chain gets into an index, how long finding units takes, how long from the question to the block
/// with the match, and how long a peer of that market takes from its start until it knows its deals. Anvil hashes its whole state for
/// every block, which on this chain takes it seconds; so the market is built in few blocks, and what is matched in a block of its own is
/// a sample of the deals.
/// </summary>
internal static class MarketChainBenchmark
{
    private const int Peers = 10, Units = 32, Workers = 3, Price = 1_000_000;
    private const int Providers = 9, OffersAtOnce = 8, DealsAtOnce = 100, MatchedDeals = 20, Day = 86_400;

    private static readonly Cid App =
        Cid.TryParse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", out Cid app) ? app : default;

    private static readonly TransactionSenderOptions Fast = new() { PollInterval = TimeSpan.FromMilliseconds(2) };

    private static readonly TransactionSenderOptions Patient = new()
    {
        PollInterval = TimeSpan.FromSeconds(2), ResendAfter = TimeSpan.FromHours(1), ReplaceAfter = TimeSpan.FromHours(1),
        GasLimit = 100_000_000,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        int offers = arguments is [string given, ..] ? int.Parse(given) : 1000;
        if (Anvil.Missing is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        await using Anvil anvil = await Anvil.StartAsync("--gas-limit", "100000000000", "--prune-history", "16");
        await using TransactionSender owner = Sender(anvil, 0);
        Deployment market = await Deployment.DeployAsync(
            owner, DeploymentParameters.Local with
            {
                // nobody proves anything here, and commitments must not fail meanwhile
                EpochDuration = Day, TestTokenHolders = [.. anvil.Accounts.Select(static each => each.Address)],
            });
        KeyPair key = KeyPair.Generate();
        await anvil.Client.RequestAsync("evm_setIntervalMining", [3]);
        await OfferAsync(anvil, market, offers, key);
        await OrderAsync(anvil, market, offers);
        await anvil.SetAutomineAsync(true);
        await anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(Day));
        await MatchAsync(anvil, owner, market);
        await StartPeerAsync(anvil, market, key);
        return 0;
    }

    private static TransactionSender Sender(Anvil anvil, int account, TransactionSenderOptions? options = null) =>
        new(anvil.Client, anvil.Accounts[account], options: options ?? Fast);

    /// <summary>Every provider makes its share of the offers, with commitments; the first peer of all has the given key.</summary>
    private static async Task OfferAsync(Anvil anvil, Deployment market, int offers, KeyPair first)
    {
        BigInteger gas = BigInteger.Zero;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Providers, offers)).Select(async provider =>
        {
            await anvil.SetBalanceAsync(anvil.Accounts[provider + 1].Address, BigInteger.Pow(10, 26));
            await using TransactionSender sender = Sender(anvil, provider + 1, Patient);
            OfferClient client = new(sender, market);
            CommitmentClient commitments = new(sender, market);
            await client.RegisterProviderAsync($"provider {provider}");
            IEnumerable<int> own = Enumerable.Range(0, offers).Where(number => number % Providers == provider);
            await EachAsync(own, OffersAtOnce, async number =>
            {
                ImmutableArray<OfferedPeer> peers =
                [
                    .. Enumerable.Range(0, Peers).Select(peer => new OfferedPeer(
                        number == 0 && peer == 0 ? first.PeerId : KeyPair.Generate().PeerId, sender.Account,
                        [.. Enumerable.Range(0, Units).Select(unit => Id(number, peer, unit))])),
                ];
                await client.CreateAsync(new OfferTerms(Price + (number * 7919 % 1000), peers));
                Bytes32[] made = await Task.WhenAll(peers.Select(peer => commitments.CreateAsync(peer.Id, 1_000_000, 100_000)));
                Receipt paid = await commitments.DepositCollateralAsync([.. made]);
                lock (anvil)
                {
                    gas += paid.GasUsed;
                }
            });
        }));
        Console.WriteLine($"{offers} offers, {offers * Peers} commitments, {offers * Peers * Units} compute units: "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s; depositing collateral took {gas / offers} gas for {Peers} peers");
    }

    private static async Task OrderAsync(Anvil anvil, Deployment market, int count)
    {
        long start = Stopwatch.GetTimestamp();
        await using TransactionSender owner = Sender(anvil, 0, Patient);
        DealTerms terms = new(App, Price * 2 * Workers * 2, Workers, Workers, Price * 2);
        await owner.SendAsync(market.PaymentToken, new TestERC20Contract.Approve(market.DealFactory, terms.Deposit * count));
        DealClient deals = new(owner, market);
        await EachAsync(Enumerable.Range(0, count), DealsAtOnce, async _ => await deals.CreateAsync(terms));
        Console.WriteLine($"{count} deals: {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s");
    }

    private static Task EachAsync(IEnumerable<int> numbers, int atOnce, Func<int, Task> make) => Parallel.ForEachAsync(
        numbers, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (number, _) => await make(number));

    private static async Task MatchAsync(Anvil anvil, TransactionSender owner, Deployment market)
    {
        using IndexDatabase index = IndexDatabase.Open(
            Path.Combine(Directory.CreateTempSubdirectory("fluence-bench-").FullName, "index.sqlite"));
        Indexer indexer = new(anvil.Client, market, index, new() { Follow = false });
        long start = Stopwatch.GetTimestamp();
        await indexer.RunAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"the index of that chain, {indexer.State!.Block} blocks read over RPC: {took.TotalSeconds:f1} s");

        ImmutableArray<Address> all = DealsOf(index);
        MatchFinder finder = new(index);
        List<double> found = [.. all.Select(deal => Milliseconds(() => finder.Find(deal)!))];
        Print($"finding {Workers} units for each of {all.Length} deals", found);

        DealClient deals = new(owner, market);
        List<double> indexed = [], matched = [], empty = [];
        BigInteger gas = BigInteger.Zero;
        foreach (Address deal in all.Take(MatchedDeals))
        {
            long asked = Stopwatch.GetTimestamp();
            Receipt receipt = await deals.MatchAsync(deal, finder.Find(deal)!.Units);
            matched.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            gas += receipt.GasUsed;
            long mined = Stopwatch.GetTimestamp();
            await indexer.RunAsync();
            indexed.Add(Stopwatch.GetElapsedTime(mined).TotalMilliseconds);
            long idle = Stopwatch.GetTimestamp();
            await anvil.MineAsync();
            empty.Add(Stopwatch.GetElapsedTime(idle).TotalMilliseconds);
        }

        Print($"from the question to the block with the match, {matched.Count} deals one after the other", matched);
        Print("  of which anvil takes for a block, even an empty one", empty);
        Print("from that block to the index", indexed);
        Console.WriteLine($"matching {Workers} units: {gas / matched.Count} gas");
    }

    private static ImmutableArray<Address> DealsOf(IndexDatabase index) => index.Read(static session =>
        session.Query("SELECT id FROM \"Deal\" ORDER BY id", static row => Address.Parse(row.GetString(0))).ToImmutableArray());

    private static double Milliseconds(Func<object> run)
    {
        long start = Stopwatch.GetTimestamp();
        return run() is null ? throw new InvalidOperationException("nothing was found") : Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task StartPeerAsync(Anvil anvil, Deployment market, KeyPair key)
    {
        string folder = Directory.CreateTempSubdirectory("fluence-bench-").FullName;
        PeerConfig config = new()
        {
            BaseDir = folder, TcpPort = 0, WebSocketPort = null, HttpPort = null, ListenIp = System.Net.IPAddress.Loopback,
        };
        config = config with
        {
            Chain = config.Chain with { HttpEndpoint = anvil.Url, WebSocketEndpoint = anvil.WebSocketUrl, Core = market.Core },
        };
        long start = Stopwatch.GetTimestamp();
        await using PeerNode node = await PeerNode.StartAsync(
            config, key, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        while (node.CheckHealth().Checks.GetValueOrDefault("chain", "absent") is not null)
        {
            await Task.Yield();
        }

        Console.WriteLine($"a peer of that market, from its start until it knows its {Units} units and their deals: "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:f2} s");
    }

    private static Bytes32 Id(int offer, int peer, int unit) =>
        Bytes32.FromNumber((((new BigInteger(offer) * Peers) + peer) * Units) + unit + 1);

    private static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine($"{what}: median {milliseconds[milliseconds.Count / 2]:f1} ms, "
            + $"99 % within {milliseconds[milliseconds.Count * 99 / 100]:f1} ms");
    }
}
