using System.CommandLine;
using System.Numerics;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Cli.Chain;

/// <summary><c>fluence chain …</c>: the chain that the market is on.</summary>
internal static class ChainCommand
{
    public static Command Create() => new("chain", "Look at the chain that the market is on.")
    {
        Info(), IndexCommand.Create(), ProofCommand.Create(),
    };

    private static Command Info()
    {
        ChainOptions options = new();
        Command command = new("info", "Show the contracts' addresses, the epoch, and the accounts of a local "
            + "chain.") { Init.NoInput.Option() };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                TextWriter output = parsed.Out();
                EthereumClient client = session.Client;
                Address core = session.Contracts.Core;
                BigInteger epoch = await client.CallAsync(core, new CoreContract.CurrentEpoch(), cancellation: cancellation);
                BigInteger duration = await client.CallAsync(core, new CoreContract.EpochDuration(), cancellation: cancellation);
                output.WriteLine($"network      {session.Network}, chain {await client.ChainIdAsync(cancellation)}");
                output.WriteLine($"block        {await client.BlockNumberAsync(cancellation)}");
                output.WriteLine($"epoch        {epoch}, of {duration} s");
                output.WriteLine($"Core         {core}");
                output.WriteLine($"Market       {session.Contracts.Market}");
                output.WriteLine($"Capacity     {session.Contracts.Capacity}");
                output.WriteLine($"DealFactory  {session.Contracts.DealFactory}");
                output.WriteLine($"USDC         {session.Contracts.PaymentToken}");
                output.WriteLine($"Multicall3   {session.Contracts.Multicall}");
                if (session.Network == Networks.Local)
                {
                    await ShowAccountsAsync(session, output, cancellation);
                }

                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    private static async Task ShowAccountsAsync(ChainSession session, TextWriter output, CancellationToken cancellation)
    {
        List<string[]> rows = [["account", "USDC", "FLT", "private key, known to everyone"]];
        foreach (Wallet wallet in LocalAccounts.All)
        {
            BigInteger usdc = await session.BalanceOfAsync(wallet.Address, cancellation);
            BigInteger flt = await session.Client.GetBalanceAsync(wallet.Address, cancellation: cancellation);
            rows.Add(
            [
                wallet.Address.ToString(), TokenAmount.Usdc.Number(usdc), TokenAmount.Flt.Number(flt), Hex.Of(wallet.PrivateKey.Span),
            ]);
        }

        TextTable.Write(output, rows);
    }
}
