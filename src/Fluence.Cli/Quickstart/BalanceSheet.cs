using System.Collections.Immutable;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;

namespace Fluence.Cli.Quickstart;

/// <summary>What the owner of a deal and the providers of a local market have.</summary>
/// <param name="Owner">What the owner has, in the smallest unit.</param>
/// <param name="Providers">What each provider has.</param>
internal sealed record BalanceSheet(BigInteger Owner, ImmutableArray<BigInteger> Providers)
{
    /// <summary>Reads all balances.</summary>
    public static async Task<BalanceSheet> ReadAsync(ChainSession session, int providers, CancellationToken cancellation)
    {
        List<BigInteger> balances = [];
        for (int number = 1; number <= providers; number++)
        {
            balances.Add(await session.BalanceOfAsync(LocalAccounts.Of(number).Address, cancellation));
        }

        return new BalanceSheet(await session.BalanceOfAsync(session.Account, cancellation), [.. balances]);
    }

    /// <summary>Shows who has paid what to whom.</summary>
    /// <param name="before">The balances before.</param>
    /// <param name="left">What is still in the deal.</param>
    /// <param name="names">What the providers are called.</param>
    /// <param name="report">Told of each.</param>
    /// <exception cref="CommandException">What the owner has lost is not what the providers have got, or something is stuck.</exception>
    public void Compare(BalanceSheet before, BigInteger left, IReadOnlyList<string> names, Action<string> report)
    {
        BigInteger paid = before.Owner - Owner, received = BigInteger.Zero;
        report($"  the owner has paid {TokenAmount.Usdc.Text(paid)} in all, the rest of the deposit is back");
        for (int number = 0; number < Providers.Length; number++)
        {
            BigInteger got = Providers[number] - before.Providers[number];
            received += got;
            report($"  {names[number]} has got {TokenAmount.Usdc.Text(got)}");
        }

        if (paid != received || !left.IsZero || paid.Sign <= 0)
        {
            throw new CommandException($"the money does not add up: {TokenAmount.Usdc.Text(paid)} were paid, "
                + $"{TokenAmount.Usdc.Text(received)} "
                + $"received, {TokenAmount.Usdc.Text(left)} are stuck in the deal");
        }

        report("  every payment adds up, and nothing is left in the deal");
    }
}
