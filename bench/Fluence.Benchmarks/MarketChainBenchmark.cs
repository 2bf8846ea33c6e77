using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
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
/// The same marketplace on a real chain, anvil from npm: 1,000 offers of 10 committed peers with 32 compute units each, and 1,000 deals
/// that are matched. How much gas it takes, how fast the chain gets into an index, how long matching takes from the question to the
/// block, and how long a peer of that market takes from its start until it knows its deals.
/// </summary>
internal static class MarketChainBenchmark
{
    private const int Peers = 10, Units = 32, Workers = 3, Price = 1_000_000;
    private const int Providers = 9;

    private static readonly Cid App =
        Cid.TryParse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", out Cid app) ? app : default;

    private static readonly TransactionSenderOptions Fast = new() { PollInterval = TimeSpan.FromMilliseconds(2) };

    public static async Task<int> RunAsync(string[] arguments)
    {
        int offers = arguments is [string given, ..] ? int.Parse(given) : 1000;
        if (Anvil.Missing is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        await using Anvil anvil = await Anvil.StartAsync("--gas-limit", "300000000");
        await using TransactionSender owner = Sender(anvil, 0);
        Deployment market = await Deployment.DeployAsync(
            owner, DeploymentParameters.Local with { TestTokenHolders = [.. anvil.Accounts.Select(static each => each.Address)] });
        KeyPair key = KeyPair.Generate();
        await OfferAsync(anvil, market, offers, key);
        await anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(15));
        await DealsAsync(anvil, owner, market, offers);
        await StartPeerAsync(anvil, market, key);
        return 0;
    }

    private static TransactionSender Sender(Anvil anvil, int account) => new(anvil.Client, anvil.Accounts[account], options: Fast);

    /// <summary>Every provider makes its share of the offers, with commitments; the first peer of all has the given key.</summary>
    private static async Task OfferAsync(Anvil anvil, Deployment market, int offers, KeyPair first)
    {
        BigInteger gas = BigInteger.Zero;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Providers, offers)).Select(async provider =>
        {
            await using TransactionSender sender = Sender(anvil, provider + 1);
            OfferClient client = new(sender, market);
            CommitmentClient commitments = new(sender, market);
            await client.RegisterProviderAsync($"provider {provider}");
            for (int number = provider; number < offers; number += Providers)
            {
                ImmutableArray<OfferedPeer> peers =
                [
                    .. Enumerable.Range(0, Peers).Select(peer => new OfferedPeer(
                        number == 0 && peer == 0 ? first.PeerId : KeyPair.Generate().PeerId, sender.Account,
                        [.. Enumerable.Range(0, Units).Select(unit => Id(number, peer, unit))])),
                ];
                await client.CreateAsync(new OfferTerms(Price + (number * 7919 % 1000), peers));
                List<Bytes32> made = [];
                foreach (OfferedPeer peer in peers)
                {
                    made.Add(await commitments.CreateAsync(peer.Id, 1_000_000, 100_000));
                }

                Receipt paid = await commitments.DepositCollateralAsync([.. made]);
                lock (anvil)
                {
                    gas += paid.GasUsed;
                }
            }
        }));
        Console.WriteLine($"{offers} offers, {offers * Peers} commitments, {offers * Peers * Units} compute units: "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s; depositing collateral took {gas / offers} gas for {Peers} peers");
    }

    private static async Task DealsAsync(Anvil anvil, TransactionSender owner, Deployment market, int count)
    {
        using IndexDatabase index = IndexDatabase.Open(
            Path.Combine(Directory.CreateTempSubdirectory("fluence-bench-").FullName, "index.sqlite"));
        Indexer indexer = new(anvil.Client, market, index, new() { Follow = false });
        long start = Stopwatch.GetTimestamp();
        await indexer.RunAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"the index of that chain, {indexer.State!.Block} blocks read over RPC: {took.TotalSeconds:f1} s");

        DealClient deals = new(owner, market);
        List<double> found = [], matched = [];
        BigInteger gas = BigInteger.Zero;
        for (int number = 0; number < count; number++)
        {
            Address deal = await deals.CreateAsync(new DealTerms(App, Price * 2 * Workers * 2, Workers, Workers, Price * 2));
            await indexer.RunAsync();
            long asked = Stopwatch.GetTimestamp();
            MatchResult result = new MatchFinder(index).Find(deal)!;
            found.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            Receipt receipt = await deals.MatchAsync(deal, result.Units);
            matched.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            gas += receipt.GasUsed;
        }

        Print($"finding {Workers} units for each of {count} deals", found);
        Print("from the question to the block with the match", matched);
        Console.WriteLine($"matching {Workers} units: {gas / count} gas");
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
