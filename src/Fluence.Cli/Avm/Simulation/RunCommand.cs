using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using Fluence.AquaVM.View;
using Fluence.Cli.Output;
using Fluence.Particles.Recording;

namespace Fluence.Cli.Avm.Simulation;

/// <summary><c>fluence avm run</c>: a script on a small network within this process.</summary>
internal static class RunCommand
{
    private const int MostDeliveries = 10_000;

    public static Command Create()
    {
        Argument<FileInfo> script = new("script") { Description = "An AIR script; @a in it stands for the id of the peer named a." };
        Option<string> peers = new("--peers")
        {
            Description = "The names of the peers, separated by commas; the first makes the particle.",
            DefaultValueFactory = _ => "a,b,c",
        };
        Option<FileInfo?> services = new("--services")
        {
            Description = "What services answer: {\"services\":[{\"peer\"?, \"service\", \"function\"?, and one of \"result\", "
                + "\"results\", \"argument\" (gives it back) and \"error\" with \"code\"?}]}. "
                + "Calls that no entry fits go to the builtins of every peer.",
        };
        Option<int?> seed = new("--seed") { Description = "Deliver in a random order; the same seed gives the same order." };
        Option<DirectoryInfo?> record = new("--record") { Description = "Write every invoke into this folder, for `avm trace`." };
        Command command = new("run", "Simulate a small network in this process and print who called what.")
        {
            script, peers, services, seed, record,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new Screen(parsed.Out()),
            new Arguments(
                parsed.GetValue(script)!,
                Names(parsed.GetValue(peers)!),
                parsed.GetValue(services),
                parsed.GetValue(seed),
                parsed.GetValue(record)),
            cancellation));
        return command;
    }

    private static string[] Names(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && names.Distinct().Count() == names.Length
            ? names
            : throw new CommandException($"--peers {text}: expected different names, separated by commas");
    }

    private static async Task<int> RunAsync(Screen screen, Arguments arguments, CancellationToken cancellation)
    {
        string air = Replace(await File.ReadAllTextAsync(arguments.Script.FullName, cancellation), arguments.Peers);
        ImmutableArray<ServiceRule> rules = arguments.Services is { } file
            ? ServiceFile.Parse(file.FullName, Replace(await File.ReadAllTextAsync(file.FullName, cancellation), arguments.Peers))
            : [];
        SimulatedNetwork network = new(arguments.Peers, rules, arguments.Seed);
        Report report = new(screen, network);
        string? folder = arguments.Record?.FullName;
        PrepareFolder(folder);
        int recorded = 0;
        bool isQuiet = await network.RunAsync(
            air,
            MostDeliveries,
            happened =>
            {
                report.Tell(happened);
                if (folder is not null && happened is Interpreted run)
                {
                    InvokeRecording.Write(folder, ++recorded, run.Peer.Name, run.Request, run.Outcome, withKey: true);
                }
            },
            cancellation);
        return report.End(isQuiet) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void PrepareFolder(string? folder)
    {
        if (folder is null)
        {
            return;
        }

        if (InvokeRecording.FilesOf(folder).Count > 0)
        {
            throw new CommandException($"{folder} holds a recording already; name another folder");
        }

        Directory.CreateDirectory(folder);
    }

    private static string Replace(string text, string[] names) => Regex.Replace(
        text,
        $"@({string.Join('|', names.Select(Regex.Escape))})(?![A-Za-z0-9_-])",
        name => SimulatedPeer.KeyOf(name.Groups[1].Value).PeerId.ToString(),
        RegexOptions.None,
        TimeSpan.FromSeconds(10));

    private sealed record Arguments(FileInfo Script, string[] Peers, FileInfo? Services, int? Seed, DirectoryInfo? Record);

    private sealed class Report(Screen screen, SimulatedNetwork network)
    {
        private readonly PeerNames _names = new(network.Peers.ToDictionary(peer => peer.Key, peer => peer.Value.Name));
        private int _calls;
        private int _sends;
        private int _problems;

        public void Tell(SimulationEvent happened)
        {
            string peer = Screen.Escape($"{happened.Peer.Name,-8} ");
            switch (happened)
            {
                case Called call:
                    _calls++;
                    string function = $"{call.Request.ServiceId}.{call.Request.FunctionName}";
                    string arguments = string.Join(", ", call.Request.Arguments.Select(argument => argument.ToString()));
                    string verdict = call.Result.RetCode == 0 ? "→" : $"failed with {call.Result.RetCode}:";
                    string text = Screen.Escape(_names.Shorten($"{function}({arguments}) {verdict} {call.Result.Result}"));
                    screen.Say(peer + (call.Result.RetCode == 0 ? text : $"[red]{text}[/]"));
                    break;
                case Sent { To: { } to } sent:
                    _sends++;
                    screen.Say($"{peer}⇒ {Screen.Escape(to.Name)} ({sent.Size} bytes)");
                    break;
                case Sent sent:
                    _problems++;
                    screen.Say($"{peer}[red]⇒ {Screen.Escape(sent.ToId)}, which none of --peers has; write @name for a peer's id[/]");
                    break;
                case Interpreted { Outcome: { RetCode: not 0 } outcome }:
                    _problems++;
                    screen.Say($"{peer}[red]error {outcome.RetCode}: {Screen.Escape(_names.Shorten(outcome.ErrorMessage))}[/]");
                    break;
            }
        }

        /// <summary>The last words; true when all went well.</summary>
        public bool End(bool isQuiet)
        {
            if (!isQuiet)
            {
                screen.Say($"[red]✗ the network did not come to rest within {MostDeliveries} deliveries[/]");
                return false;
            }

            bool isSigned = network.Peers.Values.All(peer => TraceAudit.Of(peer.Data, SimulatedNetwork.Particle).IsValid);
            screen.Say($"{_calls} calls, {_sends} deliveries between peers, "
                + (isSigned ? "[green]every signature valid[/]" : "[red]NOT every signature valid[/]"));
            return isSigned && _problems == 0;
        }
    }
}
