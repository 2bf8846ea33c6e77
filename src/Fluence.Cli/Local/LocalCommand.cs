using System.CommandLine;
using System.Text.Json.Nodes;
using Fluence.Cli.Output;
using Fluence.Cli.Peers;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Spectre.Console;

namespace Fluence.Cli.Local;

/// <summary><c>fluence local up|down|ps|logs</c>: a network of peers on this machine, each a process of its own.</summary>
internal static class LocalCommand
{
    public static Command Create()
    {
        Option<DirectoryInfo> folder = new("--dir")
        {
            Description = "Folder for the peers' files.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(".fluence", "local")),
            Recursive = true,
        };
        Command command = new("local", "Run a network of peers on this machine.") { Up(folder), Down(folder), Ps(folder), Logs(folder) };
        command.Add(folder);
        return command;
    }

    private static Command Up(Option<DirectoryInfo> folder)
    {
        Option<int> count = new("--peers") { Description = "How many peers.", DefaultValueFactory = _ => 3 };
        Option<bool> detach = new("--detach", "-d") { Description = "Return once the peers are up; 'fluence local down' stops them." };
        Option<bool> json = new("--json") { Description = "Print the peers as one line of JSON." };
        Option<int?> portBase = new("--port-base")
        {
            Description = "Ports: TCP from here, WebSocket from 100 above, HTTP from 200 above [default: 7771, 9991 and 18080].",
        };
        Command command = new("up", "Start the peers and wait until they are connected with one another.") { count, detach, json, portBase };
        command.SetAction(async (parsed, cancellation) =>
        {
            int peers = parsed.GetValue(count);
            if (peers is < 1 or > LocalNetwork.MaxPeers)
            {
                throw new CommandException($"--peers is {peers}, expected 1 to {LocalNetwork.MaxPeers}");
            }

            LocalNetwork network = new(parsed.GetValue(folder)!.FullName);
            LocalPorts ports = parsed.GetValue(portBase) is { } first ? LocalPorts.From(first) : LocalPorts.Default;
            IReadOnlyList<LocalPeer> started = await NetworkStarter.StartAsync(network, peers, ports, cancellation);
            Print(started, parsed.GetValue(json));
            if (!parsed.GetValue(detach))
            {
                await NetworkStarter.WatchAsync(network, started, cancellation);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Down(Option<DirectoryInfo> folder)
    {
        Command command = new("down", "Stop the peers.");
        command.SetAction(async (parsed, cancellation) =>
        {
            LocalNetwork network = new(parsed.GetValue(folder)!.FullName);
            IReadOnlyList<LocalPeer> peers = network.Load();
            await NetworkStarter.StopAsync(network, peers, cancellation);
            Console.WriteLine(peers.Count == 0 ? "no local network is running" : $"stopped {peers.Count} peers");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Ps(Option<DirectoryInfo> folder)
    {
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Command command = new("ps", "Show the peers and whether they run.") { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<LocalPeer> peers = new LocalNetwork(parsed.GetValue(folder)!.FullName).Load();
            Print(peers, parsed.GetValue(json));
            return peers.All(PeerProcess.IsRunning) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static Command Logs(Option<DirectoryInfo> folder)
    {
        Argument<int?> number = new("peer") { Description = "The peer's number; without it all peers.", Arity = ArgumentArity.ZeroOrOne };
        Option<int> lines = new("--lines", "-n") { Description = "How many lines of each.", DefaultValueFactory = _ => 100 };
        Command command = new("logs", "Show the last log lines.") { number, lines };
        command.SetAction(parsed =>
        {
            foreach (LocalPeer peer in new LocalNetwork(parsed.GetValue(folder)!.FullName).Load())
            {
                if (parsed.GetValue(number) is { } only && only != peer.Number)
                {
                    continue;
                }

                foreach (string line in LogTail.Read(peer.LogFile, parsed.GetValue(lines)))
                {
                    Console.WriteLine($"peer-{peer.Number} {line}");
                }
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(IReadOnlyList<LocalPeer> peers, bool json)
    {
        if (json)
        {
            JsonArray nodes = [.. peers.Select(peer => PeerJson.Node(
                PeerId.Parse(peer.PeerId), [Multiaddr.Parse(peer.WebSocketAddress), Multiaddr.Parse(peer.TcpAddress)], peer.Http))];
            Console.WriteLine(PeerJson.Print(new JsonObject { ["peers"] = nodes }));
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("#", "state", "process", "WebSocket address for clients", "HTTP");
        foreach (LocalPeer peer in peers)
        {
            table.AddRow($"{peer.Number}", PeerProcess.IsRunning(peer) ? "running" : "stopped", $"{peer.ProcessId}",
                peer.WebSocketAddress.EscapeMarkup(), peer.Http.ToString().EscapeMarkup());
        }

        AnsiConsole.Write(table);
    }
}
