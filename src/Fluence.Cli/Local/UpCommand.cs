using System.CommandLine;
using System.Diagnostics;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Crypto;

namespace Fluence.Cli.Local;

/// <summary><c>fluence local up</c>: starts the peers, and shows how they are until it is interrupted.</summary>
internal static class UpCommand
{
    public static Command Create(Option<DirectoryInfo?> folder)
    {
        Option<int> count = new("--peers", "--noxes") { Description = "How many peers.", DefaultValueFactory = _ => 3 };
        Option<bool> detach = new("--detach", "-d") { Description = "Return once the peers are up; 'fluence local down' stops them." };
        Option<bool> json = new("--json") { Description = "Print the peers as one line of JSON." };
        Option<int?> portBase = new("--port-base")
        {
            Description = "Ports: TCP from here, WebSocket from 100 above, HTTP from 200 above, IPFS from 300 above "
                + "[default: 7771, 9991, 18080 and 5001].",
        };
        Option<int> timeout = new("--timeout")
        {
            Description = "Seconds until the peers must be connected.", DefaultValueFactory = _ => 120,
        };
        Option<bool> reset = new("--reset") { Description = "Begin with nothing deployed; the peers' keys stay." };
        Option<bool> noReset = new("--no-reset", "-r") { Description = "Keep what is deployed; so it is by default.", Hidden = true };
        Option<string?> key = new("--sk", "-k")
        {
            Description = "The name of the key that may deploy to the peers; the project's default key, or else the user's, without it.",
        };
        Command command = new("up", "Start the peers and wait until they are connected with one another.")
        {
            count, detach, json, portBase, timeout, reset, noReset, key,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            int peers = parsed.GetValue(count);
            if (peers is < 1 or > LocalNetwork.MaxPeers)
            {
                throw new CommandException($"--peers is {peers}, expected 1 to {LocalNetwork.MaxPeers}");
            }

            LocalNetwork network = LocalCommand.NetworkIn(parsed, folder);
            LocalPorts ports = parsed.GetValue(portBase) is { } first ? LocalPorts.From(first) : LocalPorts.Default;
            PeerId manager = ProjectContext.Find().Key(parsed.GetValue(key)).PeerId;
            if (parsed.GetValue(reset))
            {
                network.Reset();
            }

            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<LocalPeer> started = [];
            await new Screen(parsed.Out()).WhileAsync($"starting {peers} peers …", async () => started = await NetworkStarter.StartAsync(
                network, peers, ports, manager, TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(timeout))), cancellation));
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(LocalCommand.Json(started, LocalCommand.Node));
            }
            else
            {
                LocalCommand.PrintTable(parsed.Out(), started);
                parsed.Err().WriteLine($"connected with one another after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
            }

            if (!parsed.GetValue(detach))
            {
                await NetworkStarter.WatchAsync(network, new LiveTable(parsed.Out(), network), parsed.Err(), cancellation);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
