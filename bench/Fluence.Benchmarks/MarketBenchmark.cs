using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ethereum.Logs;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Market.Indexing;
using Fluence.Market.Matching;
using Fluence.Market.Queries;

namespace Fluence.Benchmarks;

/// <summary>
/// A marketplace of 1,000 offers of 10 committed peers with 32 compute units each, and of 1,000 deals: how fast its events get into the
/// index, and how long finding the units of a deal takes, by the finder and by the query of the original client.
/// </summary>
internal static class MarketBenchmark
{
    private const int Peers = 10;
    private const int Units = 32;
    private const int Depth = 64;

    private static readonly CIDV1 Curl = new(new Bytes4(0x01551220), IdOf("curl"));

    // what DealMatcherClient of deal-ts-clients 0.13.11 asks
    private const string OffersQuery = """
        query OffersQuery($filters: Offer_filter, $peersFilters: Peer_filter, $computeUnitsFilters: ComputeUnit_filter, $peersLimit: Int,
          $computeUnitsLimit: Int, $offset: Int, $peersOffset: Int, $computeUnitsOffset: Int, $limit: Int, $orderBy: Offer_orderBy,
          $orderType: OrderDirection) {
          offers(where: $filters first: $limit skip: $offset orderBy: $orderBy orderDirection: $orderType) {
            id
            peers(where: $peersFilters, first: $peersLimit, skip: $peersOffset) {
              id
              computeUnits(where: $computeUnitsFilters first: $computeUnitsLimit skip: $computeUnitsOffset) { id }
            }
          }
        }
        """;

    internal static int Run(string[] arguments)
    {
        int offers = arguments is [string given, ..] ? int.Parse(given) : 1000;
        string file = Path.Combine(Directory.CreateTempSubdirectory("fluence-bench-").FullName, "index.sqlite");
        using IndexDatabase database = IndexDatabase.Open(file);
        Projection projection = new(
            Deployment.Local, new NetworkFacts(15, 1, DeploymentParameters.Precision, 1_000_000, 2),
            new Dictionary<Address, TokenFacts> { [Deployment.Local.PaymentToken] = new("tUSD", 6) });

        List<Log> offerLogs = [.. Enumerable.Range(0, offers).SelectMany(Offer)];
        List<Log> dealLogs = [.. Enumerable.Range(0, offers).SelectMany(Deal)];
        Report("events of offers, peers, units and commitments", offerLogs.Count, Write(database, projection, offerLogs, 1, 5000, false));
        Report("events of deals, in blocks that may leave the chain", dealLogs.Count,
            Write(database, projection, dealLogs, 100_000, 50, true));
        Console.WriteLine($"index: {new FileInfo(file).Length / 1e6:f1} MB");

        MatchFinder finder = new(database);
        List<double> found = [];
        for (int i = 0; i < offers; i++)
        {
            long start = Stopwatch.GetTimestamp();
            MatchResult result = finder.Find(AddressOf("deal", i))!;
            found.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (!result.IsEnough)
            {
                throw new InvalidOperationException($"deal {i}: {result}");
            }
        }

        Percentiles($"finding 3 units for each of {offers} deals", found);
        GraphQlHandler handler = new(database);
        List<double> asked = [];
        for (int i = 0; i < 100; i++)
        {
            string body = JsonSerializer.Serialize(new { query = OffersQuery, variables = Variables() });
            long start = Stopwatch.GetTimestamp();
            string answer = handler.Answer(body);
            asked.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (!answer.StartsWith("{\"data\"", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(answer);
            }
        }

        Percentiles("the same by the original client's query", asked);
        return 0;
    }

    private static IEnumerable<Log> Offer(int number)
    {
        Deployment at = Deployment.Local;
        Address provider = AddressOf("provider", number);
        Bytes32 offer = IdOf($"offer {number}");
        yield return new MarketContract.ProviderInfoUpdatedEvent(provider, $"provider {number}", Curl).ToLog(at.Market);
        yield return new MarketContract.MarketOfferRegisteredEvent(
            provider, offer, 1_000_000 + (number * 7919 % 1000), at.PaymentToken, [Curl], 1, 1).ToLog(at.Market);
        for (int p = 0; p < Peers; p++)
        {
            Bytes32 peer = IdOf($"peer {number} {p}");
            Bytes32 commitment = IdOf($"commitment {number} {p}");
            ImmutableArray<Bytes32> units = [.. Enumerable.Range(0, Units).Select(u => IdOf($"unit {number} {p} {u}"))];
            yield return new MarketContract.PeerCreatedEvent(offer, peer, provider).ToLog(at.Market);
            foreach (Bytes32 unit in units)
            {
                yield return new MarketContract.ComputeUnitCreatedEvent(peer, unit).ToLog(at.Market);
            }

            yield return new CapacityContract.CommitmentCreatedEvent(
                peer, commitment, 1000, default, 100_000, BigInteger.Pow(10, 17)).ToLog(at.Capacity);
            yield return new CapacityContract.CommitmentActivatedEvent(peer, commitment, 1, 1_000_000, units).ToLog(at.Capacity);
        }
    }

    private static IEnumerable<Log> Deal(int number)
    {
        Address deal = AddressOf("deal", number);
        yield return new DealFactoryContract.DealCreatedEvent(
            AddressOf("customer", number), deal, 1, Deployment.Local.PaymentToken, 1, 3, 3, 1_000_500, [Curl], Curl, 0, [], 1)
            .ToLog(Deployment.Local.DealFactory);
        yield return new DealContract.DepositedEvent(36_000_000).ToLog(deal);
        yield return new DealContract.AppCIDChangedEvent(Curl).ToLog(deal);
    }

    private static TimeSpan Write(IndexDatabase database, Projection projection, List<Log> logs, ulong first, int perBlock, bool isRecent)
    {
        long start = Stopwatch.GetTimestamp();
        ulong number = first;
        foreach (Log[] chunk in logs.Chunk(perBlock))
        {
            Block block = new(number, IdOf($"block {number}"), IdOf($"block {number - 1}"), 100 + number, null);
            Indexer.Write(
                database, projection,
                new LogBatch.Forward(
                    number, new BlockRef(number, block.Hash), ImmutableSortedDictionary<ulong, Block>.Empty.Add(number, block),
                    [.. chunk.Select((log, i) => log with { BlockNumber = number, BlockHash = block.Hash, LogIndex = (ulong)i })],
                        isRecent),
                Depth);
            number++;
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static object Variables() => new
    {
        limit = 3,
        filters = new
        {
            pricePerEpoch_lte = "1000500", paymentToken = Deployment.Local.PaymentToken.ToLowerString(), computeUnitsAvailable_gt = 0,
            effectors_ = new { effector_in = new[] { "01551220" + Curl.Hash.ToString()[2..] } },
            peers_ = new
            {
                deleted = false, currentCapacityCommitment_not = (string?)null, currentCCCollateralDepositedAt_lte = "100",
                currentCCEndEpoch_gt = "100", currentCCNextCCFailedEpoch_gt = "5",
            },
        },
        peersFilters = new
        {
            and = new object[]
            {
                new { deleted = false, computeUnits_ = new { deal = (string?)null, deleted = false } },
                new
                {
                    or = new object[]
                    {
                        new { joinedDeals_ = new { deal_not = AddressOf("deal", 1).ToString() } }, new { isAnyJoinedDeals = false },
                    },
                },
            },
        },
        computeUnitsFilters = new { deal = (string?)null, deleted = false },
        peersLimit = 3,
        computeUnitsLimit = 1,
        offset = 0,
        peersOffset = 0,
        computeUnitsOffset = 0,
    };

    private static void Report(string what, int count, TimeSpan time) =>
        Console.WriteLine($"{what}: {count:n0} in {time.TotalSeconds:f1} s, {count / time.TotalSeconds:n0}/s");

    private static void Percentiles(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what}: median {times[times.Count / 2]:f2} ms, 99 % within {times[times.Count * 99 / 100]:f2} ms");
    }

    private static Bytes32 IdOf(string name) => Bytes32.FromBytes(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name)));

    private static Address AddressOf(string kind, int number) => Address.FromBytes(IdOf($"{kind} {number}").Span[..Address.Length]);
}
