using System.Collections.Immutable;
using System.CommandLine;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Deals;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider deal-*</c>: the deals that a provider's peers are in.</summary>
internal static class ProviderDealCommands
{
    public static Command List() => ProviderCommand.OnChain(
        "deal-list", "dl", "Show the deals that the provider's peers are in.", [],
        static async (_, session, provider, report, cancellation) =>
        {
            ImmutableArray<UnitInDeal> units = await UnitsAsync(session, provider, cancellation);
            DealClient deals = new(session.Sender, session.Contracts);
            foreach (IGrouping<Address, UnitInDeal> deal in units.GroupBy(static unit => unit.Deal))
            {
                DealInfo info = await deals.GetAsync(deal.Key, cancellation: cancellation);
                report($"{deal.Key}  {info.Status}  {string.Join(", ", deal.Select(static unit => unit.Peer))}");
            }

            if (units.IsEmpty)
            {
                report("none of the provider's peers is in a deal");
            }
        });

    public static Command RewardsInfo()
    {
        Argument<string> deal = new("deal") { Description = "The deal's address." };
        Argument<string> unit = new("unit") { Description = "The compute unit's id." };
        ChainOptions options = new();
        Command command = new("deal-rewards-info", "Show what a compute unit has earned in a deal and has not been paid.")
        {
            deal, unit, Init.NoInput.Option(),
        };
        command.Aliases.Add("dri");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                Bytes32 id = Bytes32.TryParse(parsed.GetValue(unit), out Bytes32 found) ? found : throw new CommandException(
                    $"'{parsed.GetValue(unit)}' is no id of a compute unit: expected 0x and 64 hexadecimal digits");
                Address address = DealChoice.Parse(parsed.GetValue(deal)!);
                await session.RequireDealAsync(address, cancellation);
                BigInteger reward =
                    await new DealClient(session.Sender, session.Contracts).GetRewardAsync(address, id, cancellation);
                parsed.Out().WriteLine(TokenAmount.Usdc.Text(reward));
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    public static Command WithdrawRewards()
    {
        Option<string?> ids = DealIds();
        return ProviderCommand.OnChain(
            "deal-rewards-withdraw", "drw", "Take what peers have earned in deals.", [ids],
            async (parsed, session, provider, report, cancellation) =>
            {
                DealClient deals = new(session.Sender, session.Contracts);
                BigInteger all = BigInteger.Zero;
                foreach (UnitInDeal unit in Chosen(await UnitsAsync(session, provider, cancellation), parsed.GetValue(ids)))
                {
                    BigInteger reward = await deals.GetRewardAsync(unit.Deal, unit.Unit, cancellation);
                    if (reward.IsZero)
                    {
                        report($"{unit.Peer} has nothing to get from {unit.Deal} yet");
                        continue;
                    }

                    await deals.WithdrawRewardsAsync(unit.Deal, unit.Unit, cancellation);
                    all += reward;
                    report($"{unit.Peer} got {TokenAmount.Usdc.Text(reward)} from {unit.Deal}");
                }

                report($"{TokenAmount.Usdc.Text(all)} in all");
            });
    }

    public static Command Exit()
    {
        Option<string?> ids = DealIds();
        Option<bool> all = new("--all") { Description = "All deals." };
        return ProviderCommand.OnChain(
            "deal-exit", "de", "Take peers out of deals; what they have earned is paid.", [ids, all],
            async (parsed, session, provider, report, cancellation) =>
            {
                if (parsed.GetValue(ids) is null && !parsed.GetValue(all))
                {
                    throw new CommandException("which deals? Name them with --deal-ids, or say --all");
                }

                DealClient deals = new(session.Sender, session.Contracts);
                foreach (UnitInDeal unit in Chosen(await UnitsAsync(session, provider, cancellation), parsed.GetValue(ids)))
                {
                    await deals.ReturnUnitAsync(unit.Unit, cancellation: cancellation);
                    report($"{unit.Peer} has left {unit.Deal}");
                }
            });
    }

    private static Option<string?> DealIds() => new("--deal-ids") { Description = "The addresses of deals, separated by commas." };

    private static ImmutableArray<UnitInDeal> Chosen(ImmutableArray<UnitInDeal> units, string? ids)
    {
        if (ids is null)
        {
            return units;
        }

        Address[] deals = [.. ids.Split(',', StringSplitOptions.TrimEntries).Select(DealChoice.Parse)];
        Address[] missing = [.. deals.Except(units.Select(static unit => unit.Deal))];
        return missing.Length == 0 ? [.. units.Where(unit => deals.Contains(unit.Deal))]
            : throw new CommandException($"none of the provider's peers is in the deal {missing[0]}");
    }

    private static async Task<ImmutableArray<UnitInDeal>> UnitsAsync(
        ChainSession session, ProviderContext provider, CancellationToken cancellation)
    {
        ImmutableArray<ProviderPeer> peers = provider.Peers(null);
        ImmutableArray<ImmutableArray<ComputeUnitView>> units = await session.Client.CallManyAsync<ImmutableArray<ComputeUnitView>>(
            [.. peers.Select(peer => new ContractCall<ImmutableArray<ComputeUnitView>>(
                session.Contracts.Market, new MarketContract.GetComputeUnits(peer.Key.PeerId.ToChain())))],
            cancellation: cancellation);
        return
        [
            .. peers.Zip(units).SelectMany(static each => each.Second
                .Where(static unit => unit.Deal != Address.Zero)
                .Select(unit => new UnitInDeal(each.First.Name, unit.Id, unit.Deal))),
        ];
    }

    private sealed record UnitInDeal(string Peer, Bytes32 Unit, Address Deal);
}
