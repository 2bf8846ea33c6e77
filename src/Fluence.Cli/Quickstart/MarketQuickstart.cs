using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Fluence.Cli.Chain;
using Fluence.Cli.Deals;
using Fluence.Cli.Local;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Projects.Files;

namespace Fluence.Cli.Quickstart;

/// <summary>
/// <c>fluence quickstart --market</c>: the whole life of a deal with the commands that developers and providers would type: four providers,
/// a service that two are found for and a third picks up, pay, a provider that is lost and replaced, another application, the end. Every
/// balance is compared at the end.
/// </summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="folder">Where the project is made.</param>
/// <param name="shown">Runs the commands.</param>
internal sealed class MarketQuickstart(Screen screen, string folder, ShownCommand shown)
{
    private const string Project = "hello", Deployment = "default", Spell = "pulse";
    private const int Providers = 4, Epoch = 4;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _project = Path.Combine(folder, Project);

    /// <summary>Goes through all steps.</summary>
    /// <param name="call">The call of the deployed service.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandException">A step failed, or a balance is not what it should be.</exception>
    public async Task RunAsync(string call, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        await shown.RunAsync(folder, cancellation, "init", Project);
        SetDeployment();
        await shown.RunAsync(_project, cancellation,
            "local", "up", "--detach", "--providers", $"{Providers}", "--peers", $"{Providers}", "--epoch", $"{Epoch}",
            "--port-base", $"{FreePorts.FindBase(Providers)}");
        LocalChain chain = LocalChain.Running(LocalNetwork.At(_project))!;
        await using ChainSession session = ChainSession.Open(chain.Url, Networks.Local, Market.Deployment.Local, LocalAccounts.Of(0));
        BalanceSheet before = await BalanceSheet.ReadAsync(session, Providers, cancellation);
        await shown.RunAsync(_project, cancellation, "build");

        screen.Say("");
        screen.Say("A deal is made. Two workers are found for it, the third place is for whoever wants it:");
        await UntilActiveAsync(session, cancellation);
        await shown.RunAsync(_project, cancellation, "deploy", "--match", "2", "--publish", "3s");
        Address deal = DealChoice.Parse(WorkersYaml.Load(new ProjectFolder(_project).WorkersFile).Deal(Networks.Local,
            Deployment)!.DealIdOriginal);
        await shown.RunAsync(_project, cancellation, "run", "-f", call);

        screen.Say("");
        screen.Say("Two epochs pass, and the providers take their pay:");
        await PassAsync(session, 2, cancellation);
        await WithdrawAsync(cancellation);

        screen.Say("");
        screen.Say("One of them is lost. The owner takes it out of the deal, and the fourth picks the place up:");
        DealUnit lost = (await new DealClient(session.Sender, session.Contracts).GetUnitsAsync(deal, cancellation: cancellation))[0];
        int number = LocalNetwork.At(_project).Load().First(peer => peer.PeerId == lost.PeerId.ToPeerId().ToString()).Number;
        await shown.RunAsync(_project, cancellation, "local", "stop", $"{number}", "--kill");
        await shown.RunAsync(_project, cancellation, "deal", "workers-remove", lost.Id.ToString());
        await shown.RunAsync(_project, cancellation, "deploy", "--no-build", "--publish", "3s");
        await shown.RunAsync(_project, cancellation, "run", "-f", call);

        screen.Say("");
        screen.Say("The application is changed: a spell is added to it:");
        await shown.RunAsync(_project, cancellation, "spell", "new", Spell);
        AddSpell();
        await shown.RunAsync(_project, cancellation, "deploy", "--no-build", "--publish", "3s");
        await shown.RunAsync(_project, cancellation, "run", "-f", call);

        // the fourth is to be paid too
        await PassAsync(session, 1, cancellation);

        screen.Say("");
        screen.Say("The deal ends. The peers remove their workers, and everybody gets what is theirs:");
        await shown.RunAsync(_project, cancellation, "deal", "stop");
        await UntilGoneAsync(session, deal, cancellation);
        await PassAsync(session, 3, cancellation);
        await shown.RunAsync(_project, cancellation, "deal", "withdraw", "all");
        await shown.RunAsync(_project, cancellation, "deal", "info");
        BalanceSheet after = await BalanceSheet.ReadAsync(session, Providers, cancellation);
        ProviderNames providers = new(session);
        List<string> names = [];
        for (int account = 1; account <= Providers; account++)
        {
            names.Add(await providers.ShortAsync(LocalAccounts.Of(account).Address, cancellation));
        }

        after.Compare(before, await session.BalanceOfAsync(deal, cancellation), names, line => screen.Say(Screen.Escape(line)));
        screen.Say($"[green]✓[/] from an empty folder to a paid service on the market, and back, in "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    private async Task WithdrawAsync(CancellationToken cancellation)
    {
        for (int number = 0; number < Providers; number++)
        {
            string home = Path.Combine(LocalNetwork.At(_project).Folder, $"provider-{number}");
            string key = Hex.Of(LocalAccounts.Of(number + 1).PrivateKey.Span);
            await shown.WithVariable(ChainOptions.KeyVariable, key)
                .RunAsync(home, cancellation, "provider", "deal-rewards-withdraw");
        }
    }

    /// <summary>Waits until the commitments have begun: in the epoch after their collateral came.</summary>
    private static Task UntilActiveAsync(ChainSession session, CancellationToken cancellation) => PassAsync(session, 1, cancellation);

    private static async Task PassAsync(ChainSession session, int epochs, CancellationToken cancellation)
    {
        BigInteger last = await EpochAsync(session, cancellation) + epochs;
        await UntilAsync(async () => await EpochAsync(session, cancellation) >= last, "the epochs pass", cancellation);
    }

    private static Task<BigInteger> EpochAsync(ChainSession session, CancellationToken cancellation) =>
        session.Client.CallAsync(session.Contracts.Core, new CoreContract.CurrentEpoch(), cancellation: cancellation);

    /// <summary>Waits until no unit is in the deal, and no peer has a worker.</summary>
    private async Task UntilGoneAsync(ChainSession session, Address deal, CancellationToken cancellation)
    {
        DealClient deals = new(session.Sender, session.Contracts);
        await UntilAsync(
            async () => (await deals.GetUnitsAsync(deal, cancellation: cancellation)).IsEmpty, "the units leave the deal", cancellation);
        ImmutableArray<string> running =
            [.. LocalNetwork.At(_project).Load().Where(PeerProcess.IsRunning).Select(static peer => peer.Folder)];
        await UntilAsync(
            () => Task.FromResult(running.All(static peer => PeerLeftovers.Find(peer).IsEmpty)), "the peers remove their workers",
                cancellation,
            () => string.Join(", ", running.SelectMany(static peer => PeerLeftovers.Find(peer))));
        screen.Say($"  the workers are gone, with their services, spells and modules, from {running.Length} peers");
    }

    private static async Task UntilAsync(
        Func<Task<bool>> isSo, string what, CancellationToken cancellation, Func<string>? leftover = null)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            while (!await isSo())
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"waited {Patience.TotalSeconds} s until {what}; {leftover?.Invoke() ?? "it did not come to that"}");
        }
    }

    private void SetDeployment()
    {
        string file = new ProjectFolder(_project).FluenceYamlFile;
        File.WriteAllText(file, File.ReadAllText(file).Replace("    targetWorkers: 3\n", "    targetWorkers: 3\n    minWorkers: 2\n",
            StringComparison.Ordinal));
    }

    private void AddSpell()
    {
        string file = new ProjectFolder(_project).FluenceYamlFile;
        File.WriteAllText(file, File.ReadAllText(file).Replace("    spells: []\n", $"    spells: [{Spell}]\n", StringComparison.Ordinal));
    }
}
