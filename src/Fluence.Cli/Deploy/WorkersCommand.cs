using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary><c>fluence workers deploy|remove|logs</c>: what is deployed to peers directly.</summary>
internal static class WorkersCommand
{
    public const string WorkerSpell = "worker-spell";

    public static Command Create() =>
        new("workers", "Deploy to peers directly, and look after what is there.")
        {
            DeployCommand.Create(onlyHosts: true), Remove(), Logs(),
        };

    private static Command Remove()
    {
        Argument<string?> names = NamesArgument();
        ConnectionOptions connection = new();
        Command command = new("remove", "Remove workers with their services and spells from all peers.") { names };
        connection.AddTo(command);
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectContext project = ProjectContext.Require();
            string[] chosen = Chosen(parsed.GetValue(names), project);
            await using FluenceClient client = await connection.ConnectAsync(parsed, project, cancellation);
            PeerNames peers = new(project.Local.Load(), new Dictionary<string, string>(), "");
            Deployer deployer = new(project, client, connection.Ttl(parsed), (host, what) =>
                parsed.Out().WriteLine($"  {peers.Of(host)}  {what}"));
            foreach (string name in chosen)
            {
                await deployer.RemoveAsync(name, cancellation);
                parsed.Out().WriteLine($"{name} is removed");
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Logs()
    {
        Argument<string?> names = NamesArgument();
        Option<string> spell = new("--spell") { Description = "The spell whose lines are shown.", DefaultValueFactory = _ => WorkerSpell };
        ConnectionOptions connection = new();
        Command command = new("logs", "Show what the workers' spells have written.") { names, spell };
        connection.AddTo(command);
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectContext project = ProjectContext.Require();
            string[] chosen = Chosen(parsed.GetValue(names), project);
            await using FluenceClient client = await connection.ConnectAsync(parsed, project, cancellation);
            Deployer deployer = new(project, client, connection.Ttl(parsed), static (_, _) => { });
            PeerNames peers = new(project.Local.Load(), new Dictionary<string, string>(), "");
            foreach (string name in chosen)
            {
                HostEntry entry = new WorkersFile(project).Deployed[name];
                foreach ((string host, JsonArray logs) in await deployer.LogsAsync(entry, parsed.GetValue(spell)!, cancellation))
                {
                    foreach (JsonObject line in logs.Items.OfType<JsonObject>())
                    {
                        parsed.Out().WriteLine($"{name}  {peers.Of(host)}  {LogLine(line)}");
                    }
                }
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static Argument<string?> NamesArgument() => new("names")
    {
        Description = "Which, separated by commas; all that is deployed without it.", Arity = ArgumentArity.ZeroOrOne,
    };

    private static string[] Chosen(string? given, ProjectContext project)
    {
        string[] deployed = [.. new WorkersFile(project).Deployed.Keys];
        string[] chosen = given?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? deployed;
        string known = deployed.Length == 0 ? "nothing is; deploy with `fluence deploy`" : $"there is {string.Join(", ", deployed)}";
        return chosen.Except(deployed).FirstOrDefault() is { } unknown
            ? throw new CommandException($"'{unknown}' is not deployed; {known}")
            : chosen.Length > 0 ? chosen : throw new CommandException("nothing is deployed; deploy with `fluence deploy`");
    }

    internal static string LogLine(JsonObject line)
    {
        string time = line.TryGetValue("timestamp", out JsonValue? at) && long.TryParse($"{at}", out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("u") : "";
        return $"{time}  {(line.TryGetValue("message", out JsonValue? text) && text is JsonString message ? message.Value : "")}";
    }
}
