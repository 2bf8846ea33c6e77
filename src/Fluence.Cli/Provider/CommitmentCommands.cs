using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider cc-*</c> and <c>fluence delegator</c>: commitments of capacity.</summary>
internal static class CommitmentCommands
{
    private const int DefaultBatch = 32;

    public static Command Create() => ProviderCommand.OnChain(
        "cc-create", "cc", "Commit peers for as long as provider.yaml says.", [ProviderFilesCommands.NoxNames(),
            ProviderFilesCommands.OfferNames()],
        async (parsed, session, provider, report, cancellation) =>
        {
            CommitmentOperations commitments = new(session, provider, report);
            List<ProviderPeer> without = [];
            foreach (ProviderPeer peer in ProviderCommand.Peers(parsed, provider))
            {
                if (await commitments.FindAsync(peer, cancellation) is { } id)
                {
                    report($"{peer.Name} has a commitment already ({id})");
                }
                else
                {
                    without.Add(peer);
                }
            }

            await commitments.CreateAsync(without, cancellation);
        });

    public static Command Activate() => ForCommitments(
        "cc-activate", "ca", "Deposit the collateral of commitments, so that they begin.", static (work, cancellation)
            => work.ActivateAsync(cancellation));

    public static Command Info() => ForCommitments(
        "cc-info", "ci", "Show commitments.", static (work, cancellation) => work.ShowAsync(cancellation));

    public static Command Remove() => ForCommitments(
        "cc-remove", "cr", "Remove commitments whose collateral has not been deposited.",
        static (work, cancellation) => work.RemoveAsync(cancellation));

    public static Command WithdrawCollateral() => ForCommitments(
        "cc-collateral-withdraw", "ccw", "Take back the collateral of commitments that are over or have failed.",
        static (work, cancellation) => work.FinishAsync(cancellation));

    public static Command WithdrawRewards() => ForCommitments(
        "cc-rewards-withdraw", "crw", "Take what commitments have earned and is unlocked.",
        static (work, cancellation) => work.WithdrawRewardsAsync(cancellation));

    /// <summary><c>fluence delegator …</c>: the same for those who deposit the collateral of others.</summary>
    public static Command Delegator() => new("delegator", "Deposit collateral for the commitments of others, and take the share of it.")
    {
        ForIds("collateral-add", "ca", "Deposit the collateral of commitments.", static (work, cancellation)
            => work.ActivateAsync(cancellation)),
        ForIds("collateral-withdraw", "cw", "Take back the collateral of commitments that are over or have failed.",
            static (work, cancellation) => work.FinishAsync(cancellation)),
        ForIds("reward-withdraw", "rw", "Take what commitments have earned and is unlocked.",
            static (work, cancellation) => work.WithdrawRewardsAsync(cancellation)),
    };

    private static Command ForCommitments(
        string name, string alias, string description, Func<CommitmentWork, CancellationToken, Task> work)
    {
        Option<string?> ids = new("--cc-ids") { Description = "The ids of commitments, separated by commas, instead of names." };
        Option<int> batch = Batch();
        Option<string?> names = ProviderFilesCommands.NoxNames();
        ChainOptions options = new();
        Command command = new(name, description) { names, ids, batch, Init.NoInput.Option() };
        command.Aliases.Add(alias);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                void Report(string line) => parsed.Out().WriteLine(line);
                if (parsed.GetValue(ids) is { } given)
                {
                    await work(new CommitmentWork(session, Ids(given, "--cc-ids"), parsed.GetValue(batch), Report), cancellation);
                    return ExitCodes.Success;
                }

                ProviderContext provider = ProviderContext.Load();
                ImmutableArray<(ProviderPeer Peer, Bytes32 Id)> found = await new CommitmentOperations(session, provider, Report)
                    .FindAsync(provider.Peers(parsed.GetValue(names)), cancellation);
                if (found.IsEmpty)
                {
                    throw new CommandException("none of the peers has a commitment; `fluence provider cc-create` makes them");
                }

                await work(
                    new CommitmentWork(session, [.. found.Select(static each => (each.Peer.Name, each.Id))], parsed.GetValue(batch),
                        Report),
                    cancellation);
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    private static Command ForIds(string name, string alias, string description, Func<CommitmentWork, CancellationToken, Task> work)
    {
        Argument<string> ids = new("ids") { Description = "The ids of commitments, separated by commas." };
        Option<int> batch = Batch();
        ChainOptions options = new();
        Command command = new(name, description) { ids, batch, Init.NoInput.Option() };
        command.Aliases.Add(alias);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                void Report(string line) => parsed.Out().WriteLine(line);
                await work(new CommitmentWork(session, Ids(parsed.GetValue(ids)!, "the ids"), parsed.GetValue(batch), Report),
                    cancellation);
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    private static Option<int> Batch() => new("--max-cus")
    {
        Description = "How many compute units one transaction takes out of a commitment at most.", DefaultValueFactory = _ => DefaultBatch,
    };

    private static ImmutableArray<(string Name, Bytes32 Id)> Ids(string text, string source) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(each =>
            Bytes32.TryParse(each, out Bytes32 id) ? (each, id) : throw new CommandException(
                $"{source} has '{each}', expected an id of a commitment: 0x and 64 hexadecimal digits")),
    ];
}
