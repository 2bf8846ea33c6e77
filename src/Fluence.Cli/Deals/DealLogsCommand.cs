using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Chain;
using Fluence.Cli.Deploy;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Client;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Deals;
using Fluence.Primitives.Json;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deals;

/// <summary><c>fluence deal logs</c>: what the workers of deals have written.</summary>
internal static class DealLogsCommand
{
    public static Command Create()
    {
        Option<string> spell = new("--spell")
        {
            Description = "The spell whose lines are shown.", DefaultValueFactory = _ => WorkersCommand.WorkerSpell,
        };
        DealChoice choice = new();
        ChainOptions options = new();
        ConnectionOptions connection = new();
        Command command = new("logs", "Show what the workers of deals have written.")
        {
            spell, NoInput.Option(), OriginalOptions.Flag("its own scripts print nothing", "--off-aqua-logs"),
        };
        choice.AddTo(command);
        options.AddTo(command);
        connection.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, project) =>
            {
                ImmutableArray<(string Name, Address Deal)> chosen = choice.Of(parsed, project, session.Network);
                foreach ((_, Address deal) in chosen)
                {
                    await session.RequireDealAsync(deal, cancellation);
                }

                await using FluenceClient client = await connection.ConnectAsync(parsed, project, cancellation);
                DeployFunctions functions = DeployFunctions.Load(Library(project), client, connection.Ttl(parsed));
                PeerNames peers = new(project.Local.Load(), new Dictionary<string, string>(), "");
                ProviderNames providers = new(session);
                foreach ((string name, Address deal) in chosen)
                {
                    foreach (DealUnit unit in await new DealClient(session.Sender, session.Contracts).GetUnitsAsync(deal,
                        cancellation: cancellation))
                    {
                        string host = peers.Of(unit.PeerId.ToPeerId().ToString());
                        string start = $"{name}  {await providers.ShortAsync(unit.Provider, cancellation)}  {host}  ";
                        if (!unit.HasWorker)
                        {
                            parsed.Out().WriteLine($"{start}there is no worker yet");
                            continue;
                        }

                        await ShowAsync(functions, unit, start, parsed.GetValue(spell)!, parsed.Out(), cancellation);
                    }
                }

                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    private static string Library(ProjectContext project) =>
        project.Folder is { } folder ? BundledAqua.Unpack(folder) : BundledAqua.Unpack(UserFolder.Current());

    private static async Task ShowAsync(
        DeployFunctions functions, DealUnit unit, string start, string spell, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            JsonArray logs = (JsonArray)await functions.CallAsync(
                "logs_of", cancellation, new JsonString(unit.PeerId.ToPeerId().ToString()),
                new JsonString(unit.WorkerId.ToPeerId().ToString()), new JsonString(spell));
            foreach (JsonObject line in logs.Items.OfType<JsonObject>())
            {
                output.WriteLine(start + WorkersCommand.LogLine(line));
            }
        }
        catch (ScriptException failed)
        {
            output.WriteLine($"{start}the logs cannot be read: {failed.Message}");
        }
    }
}
