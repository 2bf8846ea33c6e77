using System.Collections.Immutable;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;

namespace Fluence.Cli.Deals;

/// <summary>Finds providers for a deal, the cheapest first, and matches it with them.</summary>
/// <param name="session">The chain, and the account of the deal's owner.</param>
/// <param name="report">Told of each step.</param>
internal sealed class DealMatching(ChainSession session, Action<string> report)
{
    /// <summary>Matches a deal.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="deal">The deal.</param>
    /// <param name="most">How many units at most.</param>
    /// <param name="cancellation">Ends it before the transaction is sent.</param>
    /// <exception cref="CommandException">There are not enough units that fit.</exception>
    public async Task MatchAsync(string name, Address deal, int most, CancellationToken cancellation)
    {
        DealClient deals = new(session.Sender, session.Contracts);
        DealInfo info = await deals.GetAsync(deal, cancellation: cancellation);
        ImmutableArray<(Bytes32 Offer, ImmutableArray<Bytes32> Units)> found =
            await new UnitFinder(session).FindAsync(info, most, cancellation);
        int units = found.Sum(static offer => offer.Units.Length);
        if (units + info.Units.Length < info.MinWorkers || units == 0)
        {
            throw new CommandException($"{name}: {units} compute units fit the deal {deal}, which needs {info.MinWorkers} workers and has "
                + $"{info.Units.Length}; offers must be at most {TokenAmount.Usdc.Text(info.PricePerWorkerEpoch)} for a worker in an epoch, "
                + $"of active peers. Try later with `fluence deal workers-add --deal-ids {deal}`");
        }

        Receipt receipt = await deals.MatchAsync(deal, found, cancellation);
        int joined = receipt.Logs.Count(static log => MarketContract.ComputeUnitMatchedEvent.TryDecode(log, out _));
        report($"{name}: {joined} compute units joined the deal {deal}; their peers make the workers");
    }
}
