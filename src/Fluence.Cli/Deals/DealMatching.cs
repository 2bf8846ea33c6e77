using System.Collections.Immutable;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Market.Indexing;
using Fluence.Market.Matching;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deals;

/// <summary>Finds providers for a deal, the cheapest first, and matches it with them.</summary>
/// <param name="session">The chain, and the account of the deal's owner.</param>
/// <param name="report">Told of each step.</param>
internal sealed class DealMatching(ChainSession session, Action<string> report)
{
    // a command that somebody waits for does not ask for ever: with the delays this is a quarter of a minute
    private const int MaxTries = 5;

    /// <summary>Matches a deal.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="deal">The deal.</param>
    /// <param name="most">How many units at most.</param>
    /// <param name="cancellation">Ends it before the transaction is sent.</param>
    /// <exception cref="CommandException">There are not enough units that fit.</exception>
    public async Task MatchAsync(string name, Address deal, int most, CancellationToken cancellation)
    {
        MatchResult found = await FindAsync(deal, cancellation);
        if (found.Wanted == 0)
        {
            report($"{name}: the deal {deal} has all the workers that it wants");
            return;
        }

        if (!found.IsEnough || most < found.Needed)
        {
            throw new CommandException($"{name}: the deal {deal} cannot be matched: "
                + (found.IsEnough ? $"{most} workers are fewer than the {found.Needed} that it needs" : found.ToString())
                + $". Try later with `fluence deal workers-add --deal-ids {deal}`");
        }

        Receipt receipt = await new DealClient(session.Sender, session.Contracts).MatchAsync(deal, First(found, most), cancellation);
        int joined = receipt.Logs.Count(static log => MarketContract.ComputeUnitMatchedEvent.TryDecode(log, out _));
        report($"{name}: {joined} compute units joined the deal {deal}; their peers make the workers");
    }

    private async Task<MatchResult> FindAsync(Address deal, CancellationToken cancellation)
    {
        using IndexDatabase index = IndexDatabase.Open(await FileAsync(cancellation));
        Indexer indexer = new(session.Client, session.Contracts, index, new() { Follow = false, MaxTries = MaxTries });
        new EndpointReport(report).Watch(indexer);
        await indexer.RunAsync(cancellation);
        return new MatchFinder(index).Find(deal) ?? throw new CommandException($"there is no deal {deal} on this market");
    }

    /// <summary>Where the index of this market is kept between commands. A local chain is read anew each time.</summary>
    private async Task<string?> FileAsync(CancellationToken cancellation) => session.Network == Networks.Local ? null : Path.Combine(
        UserFolder.Current().Root, "market", $"{await session.Client.ChainIdAsync(cancellation)}-{session.Contracts.Core}.sqlite");

    private static List<(Bytes32 Offer, ImmutableArray<Bytes32> Units)> First(MatchResult found, int most)
    {
        List<(Bytes32, ImmutableArray<Bytes32>)> first = [];
        foreach ((Bytes32 offer, ImmutableArray<Bytes32> units) in found.Units)
        {
            ImmutableArray<Bytes32> some = [.. units.Take(most)];
            most -= some.Length;
            if (!some.IsEmpty)
            {
                first.Add((offer, some));
            }
        }

        return first;
    }
}
