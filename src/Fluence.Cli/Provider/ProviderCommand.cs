using System.Collections.Immutable;
using System.CommandLine;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider …</c>: peers that are offered to strangers.</summary>
internal static class ProviderCommand
{
    private const string Max = "max";

    public static Command Create() => new("provider", "Offer peers on the market, and get paid for them.")
    {
        ProviderFilesCommands.Init(), GenCommand.Create(), ProviderFilesCommands.Info(),
        Register(), Update(), Distribute(), Collect(),
        OfferCommands.Create(), OfferCommands.Info(), OfferCommands.Update(),
        CommitmentCommands.Create(), CommitmentCommands.Activate(), CommitmentCommands.Info(), CommitmentCommands.Remove(),
        CommitmentCommands.WithdrawCollateral(), CommitmentCommands.WithdrawRewards(),
        ProviderDealCommands.List(), ProviderDealCommands.RewardsInfo(), ProviderDealCommands.WithdrawRewards(),
            ProviderDealCommands.Exit(),
    };

    /// <summary>A command about the provider of the present folder, and the chain.</summary>
    internal static Command OnChain(
        string name, string alias, string description, IReadOnlyList<Option> more,
        Func<ParseResult, ChainSession, ProviderContext, Action<string>, CancellationToken, Task> work)
    {
        ChainOptions options = new();
        Command command = new(name, description) { Init.NoInput.Option() };
        command.Aliases.Add(alias);
        foreach (Option option in more)
        {
            command.Add(option);
        }

        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                await work(parsed, session, ProviderContext.Load(), line => parsed.Out().WriteLine(line), cancellation);
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    /// <summary>The peers that <c>--nox-names</c> or <c>--offers</c> say; all without them.</summary>
    internal static ImmutableArray<ProviderPeer> Peers(ParseResult parsed, ProviderContext provider)
    {
        string? names = parsed.GetValue<string?>("--nox-names"), offers = parsed.GetValue<string?>("--offers");
        return (names, offers) switch
        {
            (not null, not null) => throw new CommandException("--nox-names and --offers are two ways to name peers, give one of them"),
            (_, not null) => provider.PeersOf(provider.Offers(offers)),
            _ => provider.Peers(names),
        };
    }

    private static Command Register() => OnChain(
        "register", "r", "Register the provider by its name.", [],
        static async (_, session, provider, report, cancellation) =>
        {
            ProviderOperations operations = new(session, provider, report);
            if (await operations.RegisteredNameAsync(cancellation) is { Length: > 0 } name)
            {
                throw new CommandException(
                    $"the account {session.Account} is the provider '{name}' already; `fluence provider update` changes the name");
            }

            await operations.RegisterAsync(cancellation);
        });

    private static Command Update() => OnChain(
        "update", "u", "Change the provider's name to that of provider.yaml.", [],
        static async (_, session, provider, report, cancellation) =>
        {
            ProviderOperations operations = new(session, provider, report);
            if (await operations.RegisteredNameAsync(cancellation) is "")
            {
                throw new CommandException($"the account {session.Account} is no provider yet; `fluence provider register` makes it one");
            }

            await operations.RegisterAsync(cancellation);
        });

    private static Command Distribute()
    {
        Option<string> amount = new("--amount") { Description = "How much each gets, in FLT.", Required = true };
        return OnChain(
            "tokens-distribute", "td", "Give peers money for their transactions.",
            [amount, ProviderFilesCommands.NoxNames(), ProviderFilesCommands.OfferNames()],
            async (parsed, session, provider, report, cancellation) => await new ProviderOperations(session, provider,
                report).DistributeAsync(
                Peers(parsed, provider), TokenAmount.Flt.Parse(parsed.GetValue(amount)!, "--amount"), cancellation));
    }

    private static Command Collect()
    {
        Option<string> amount = new("--amount") { Description = $"How much each gives back, in FLT, or {Max}.", Required = true };
        return OnChain(
            "tokens-withdraw", "tw", "Take money of peers back.", [amount, ProviderFilesCommands.NoxNames()],
            async (parsed, session, provider, report, cancellation) =>
            {
                string given = parsed.GetValue(amount)!;
                BigInteger? wanted = given == Max ? null : TokenAmount.Flt.Parse(given, "--amount");
                await new ProviderOperations(session, provider, report).CollectAsync(Peers(parsed, provider), wanted, cancellation);
            });
    }
}
