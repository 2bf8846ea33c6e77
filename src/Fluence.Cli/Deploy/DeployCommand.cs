using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Chain;
using Fluence.Cli.Deals;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Client;
using Fluence.Ethereum;
using Fluence.Projects.Building;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary><c>fluence deploy [NAMES]</c> and <c>fluence workers deploy [NAMES]</c>: builds services and puts them on peers.</summary>
internal static class DeployCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="onlyHosts">Whether it is about <c>hosts</c> of <c>fluence.yaml</c> alone, and not about <c>deployments</c>.</param>
    public static Command Create(bool onlyHosts)
    {
        Argument<string?> names = new("names")
        {
            Description = "Which, separated by commas; all without it.", Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> peers = new("--peer-ids") { Description = "The peers, separated by commas, instead of those of fluence.yaml." };
        Option<bool> noBuild = new("--no-build") { Description = "Deploy what is built already." };
        Option<string[]> imports = new("--import") { Description = "A folder in which imports of spells are looked for." };
        Option<string?> ipfs = ContentUpload.Option();
        Option<bool> update = new("--update", "-u")
        {
            Description = "Accepted as the original's: what is deployed is always updated.", Hidden = true,
        };
        Option<string?> cargo = BuildCommand.CargoOption();
        Option<bool> noChain = new("--no-chain") { Description = "Put deployments on local peers directly, without paying for a deal." };
        Option<string?> publish = new("--publish")
        {
            Description = "Let any provider pick the deal up, the cheapest first, instead of finding some: in what time the price rises, "
                + "like '60 s'.",
        };
        Option<int?> match = new("--match")
        {
            Description = "How many workers are found at once; with --publish the other places are picked up by whoever wants them.",
        };
        Option<int> wait = new("--wait")
        {
            Description = "How many seconds to wait until the workers of a deal are ready; 0 returns at once.",
            DefaultValueFactory = _ => 120,
        };
        ConnectionOptions connection = new();
        ChainOptions chain = new();
        Command command = new("deploy", onlyHosts
            ? "Deploy what hosts of fluence.yaml says to the peers that it names."
            : "Build the project and deploy it: deployments of fluence.yaml by deals on the chain, hosts on the peers that they name.")
        {
            names, peers, noBuild, imports, ipfs, update, cargo, NoInput.Option(),
            OriginalOptions.Flag("its own scripts print nothing", "--off-aqua-logs"),
        };
        connection.AddTo(command);
        if (!onlyHosts)
        {
            command.Add(noChain);
            command.Add(publish);
            command.Add(match);
            command.Add(wait);
            chain.AddTo(command);
        }

        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectContext project = ProjectContext.Require();
            ImmutableArray<string> chosen = Names(parsed.GetValue(names), project, onlyHosts);
            Screen screen = new(parsed.Out());
            ProjectTarget target = ProjectTarget.Find(project.Root);
            ImmutableArray<BuiltModule> built = [];
            if (!parsed.GetValue(noBuild))
            {
                await screen.WhileAsync("building …", async () =>
                    built = await ProjectBuild.RunAsync(target, BuildCommand.Options(parsed, cargo), cancellation));
            }

            DeploymentPlans plans = new(project, target, built, parsed.GetValue(imports) ?? [], DateTimeOffset.UtcNow);
            bool isByDeal = !onlyHosts && !parsed.GetValue(noChain) && parsed.GetValue(peers) is null && chain.IsThere(parsed, project);
            ImmutableArray<string> byDeal = [.. chosen.Where(name => isByDeal && project.Yaml.Deployments.ContainsKey(name))];
            if (!byDeal.IsEmpty)
            {
                ProviderFinding finding = new(
                    parsed.GetValue(publish) is { } text ? DealCommand.Window(text, "--publish") : null, parsed.GetValue(match));
                using ContentUpload uploads = ContentUpload.Open(parsed.GetValue(ipfs), project);
                await ChainSession.UseAsync(
                    parsed, chain, async (session, _) =>
                    {
                        DealDeployer deals = new(project, session, line => screen.Say($"  {Screen.Escape(line)}"));
                        foreach (string name in byDeal)
                        {
                            Deployment deployment = project.Yaml.Deployments[name];
                            (Address deal, int workers) =
                                await deals.DeployAsync(deployment, plans.OfDeal(deployment), uploads, finding, cancellation);
                            if (parsed.GetValue(wait) is > 0 and int seconds)
                            {
                                await WaitAsync(
                                    parsed, project, session, connection, screen, deal, workers, TimeSpan.FromSeconds(seconds),
                                    cancellation);
                            }

                            screen.Say($"[green]✓[/] {Screen.Escape(name)} is deployed by a deal");
                        }

                        return ExitCodes.Success;
                    },
                    cancellation);
                chosen = [.. chosen.Except(byDeal)];
                if (chosen.IsEmpty)
                {
                    return ExitCodes.Success;
                }
            }

            string[]? hosts = parsed.GetValue(peers)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            ImmutableArray<DeploymentPlan> all = [.. chosen.Select(name => plans.Of(name, hosts))];
            await using FluenceClient client = await connection.ConnectAsync(parsed, project, cancellation);
            using ContentUpload content = ContentUpload.Open(parsed.GetValue(ipfs), project);
            PeerNames peerNames = new(project.Local.Load(), ImmutableDictionary<string, string>.Empty, "");
            Deployer deployer = new(project, client, connection.Ttl(parsed), (host, what) =>
                screen.Say($"  {Screen.Escape(peerNames.Of(host))}  {Screen.Escape(what)}"));
            foreach (DeploymentPlan plan in all)
            {
                ImmutableArray<DeployedWorker> workers = [];
                await screen.WhileAsync(
                    $"deploying {plan.Name} …", async () => workers = await deployer.DeployAsync(plan, content, cancellation));
                screen.Say($"[green]✓[/] {Screen.Escape(plan.Name)} is deployed on {workers.Length} peers");
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static async Task WaitAsync(
        ParseResult parsed, ProjectContext project, ChainSession session, ConnectionOptions connection, Screen screen, Address deal,
        int workers, TimeSpan patience, CancellationToken cancellation)
    {
        await using FluenceClient client = await connection.ConnectAsync(parsed, project, cancellation);
        DeployFunctions functions = DeployFunctions.Load(BundledAqua.Unpack(project.Folder!), client, connection.Ttl(parsed));
        PeerNames peers = new(project.Local.Load(), ImmutableDictionary<string, string>.Empty, "");
        DealWait wait = new(session, functions, peers, line => screen.Say($"  {Screen.Escape(line)}"));
        await screen.WhileAsync("waiting for the workers …", () => wait.UntilReadyAsync(deal, workers, patience, cancellation));
    }

    private static ImmutableArray<string> Names(string? given, ProjectContext project, bool onlyHosts)
    {
        ImmutableArray<string> known = DeploymentPlans.Names(project.Yaml, onlyHosts);
        return given?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } chosen
            ? [.. chosen]
            : known is { Length: > 0 } ? known
            : throw new CommandException($"{project.Folder!.FluenceYamlFile} has nothing to deploy; add deployments, such as "
                + "`deployments: {default: {services: [hello], spells: []}}`");
    }
}
