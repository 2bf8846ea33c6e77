using System.CommandLine;
using System.Diagnostics;
using Fluence.Cli.Local;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Cli.Quickstart;

/// <summary>
/// <c>fluence quickstart</c>: the main job, step by step with the commands that a person would type: a project with a service, three peers,
/// the service on all of them, a call, a peer that is lost, another call, and who did what in it.
/// </summary>
internal static class QuickstartCommand
{
    private const int Peers = 3;
    private const string Project = "hello";

    public static Command Create()
    {
        Option<string> name = new("--name") { Description = "Who is greeted.", DefaultValueFactory = _ => Environment.UserName };
        Option<bool> market = new("--market")
        {
            Description = "Show the life of a deal on a local market: providers, pay, a provider that is lost, another application, the "
                + "end.",
        };
        Option<bool> keep = new("--keep") { Description = "Leave the project there, and its peers running." };
        Command command = new(
            "quickstart", "Make a project, start three peers, deploy a service, call it, lose a peer, and call it again.") { name,
                market, keep };
        command.SetAction((parsed, cancellation) =>
            RunAsync(new Screen(parsed.Out()), parsed.GetValue(name)!, parsed.GetValue(market), parsed.GetValue(keep), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string name, bool market, bool keep, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-quickstart-");
        string project = Path.Combine(folder.FullName, Project);

        // keys of its own, so that it changes nothing of its user's
        ShownCommand shown = new(screen, new Dictionary<string, string>
        {
            [UserFolder.Variable] = Path.Combine(folder.FullName, "user"),
            [AnvilProgram.FolderVariable] = AnvilProgram.Folder,
        });
        string call = $"hello({new JsonString(name)})";
        long start = Stopwatch.GetTimestamp();
        try
        {
            if (market)
            {
                await new MarketQuickstart(screen, folder.FullName, shown).RunAsync(call, cancellation);
                return ExitCodes.Success;
            }

            await shown.RunAsync(folder.FullName, cancellation, "init", Project);
            await shown.RunAsync(project, cancellation,
                "local", "up", "--detach", "--no-chain", "--peers", $"{Peers}", "--port-base", $"{FreePorts.FindBase(Peers)}");
            await shown.RunAsync(project, cancellation, "build");
            await shown.RunAsync(project, cancellation, "deploy");
            await shown.RunAsync(project, cancellation, "run", "-f", call, "--trace");
            screen.Say("");
            screen.Say("Now the peer that answered is lost, and the call goes to another one:");
            await shown.RunAsync(project, cancellation, "local", "stop", "0", "--kill");
            await shown.RunAsync(project, cancellation, "run", "-f", call, "--audit");
            screen.Say($"[green]✓[/] from an empty folder to a service that survives the loss of a peer in "
                + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
            screen.Say(keep
                ? $"The project is {Screen.Escape(project)}; [bold]fluence local down[/] in it stops the peers."
                : "Next: [bold]fluence init[/] makes a project of your own, [bold]fluence dev[/] keeps it running while you edit it.");
            return ExitCodes.Success;
        }
        finally
        {
            if (!keep)
            {
                LocalNetwork network = LocalNetwork.At(project);
                await NetworkStarter.StopAsync(network, network.Load(), CancellationToken.None);
                folder.Delete(recursive: true);
            }
        }
    }
}
