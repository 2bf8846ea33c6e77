using System.CommandLine;
using System.Text.Json.Nodes;
using Fluence.Cli.Init;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Peers;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Cli.Local;

/// <summary><c>fluence local up|down|ps|logs</c>: a network of peers on this machine, each a process of its own.</summary>
internal static class LocalCommand
{
    public static Command Create()
    {
        Option<DirectoryInfo?> folder = new("--dir")
        {
            Description = $"Folder for the peers' files [default: {LocalNetwork.DefaultFolder} of the project, or of this folder].",
            Recursive = true,
        };
        Command command = new("local", "Run a network of peers on this machine.")
        {
            LocalInitCommand.Create(folder), UpCommand.Create(folder), Down(folder), Stop(folder), Start(folder), Ps(folder), Logs(folder),
        };
        command.Add(folder);
        return command;
    }

    private static Command Down(Option<DirectoryInfo?> folder)
    {
        Option<bool> volumes = new("--volumes", "-v") { Description = "Also delete what the peers and the chain have stored; keys stay." };
        Command command = new("down", "Stop the peers.") { volumes, NoInput.Option() };
        command.SetAction(async (parsed, cancellation) =>
        {
            LocalNetwork network = NetworkIn(parsed, folder);
            IReadOnlyList<LocalPeer> peers = network.Load();
            int running = peers.Count(PeerProcess.IsRunning);
            bool hasChain = LocalChain.Running(network) is not null;
            await NetworkStarter.StopAsync(network, peers, cancellation);
            if (parsed.GetValue(volumes))
            {
                network.Reset();
            }

            parsed.Out().WriteLine(running == 0 && !hasChain
                ? "no local network is running" : $"stopped {Peers(running)}{(hasChain ? " and the chain" : "")}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Stop(Option<DirectoryInfo?> folder)
    {
        Argument<int> number = new("peer") { Description = "The peer's number." };
        Option<bool> kill = new("--kill") { Description = "Do not let it say good-bye, as when its machine is lost." };
        Command command = new("stop", "Stop one peer, to see what becomes of the others.") { number, kill };
        command.SetAction(async (parsed, cancellation) =>
        {
            LocalNetwork network = NetworkIn(parsed, folder);
            LocalPeer peer = network.Find(parsed.GetValue(number));
            network.Replace(peer with { ProcessId = 0 });
            if (parsed.GetValue(kill))
            {
                PeerProcess.Kill(peer);
            }

            await PeerProcess.StopAsync(peer, cancellation);
            parsed.Out().WriteLine($"{peer.Name} is stopped");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Start(Option<DirectoryInfo?> folder)
    {
        Argument<int> number = new("peer") { Description = "The peer's number." };
        Command command = new("start", "Start a peer again that was stopped, and wait until it is connected.") { number };
        command.SetAction(async (parsed, cancellation) =>
        {
            LocalNetwork network = NetworkIn(parsed, folder);
            LocalPeer peer = await NetworkStarter.StartAgainAsync(network, network.Find(parsed.GetValue(number)), cancellation);
            parsed.Out().WriteLine($"{peer.Name} runs again");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Ps(Option<DirectoryInfo?> folder)
    {
        Option<bool> json = new("--json") { Description = "Print one line of JSON." };
        Command command = new("ps", "Show the peers and whether they run; the exit code is 1 when one of them does not.")
        {
            json, NoInput.Option(),
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<LocalPeer> peers = NetworkIn(parsed, folder).Load();
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(Json(peers, NodeWithState));
            }
            else if (peers.Count == 0)
            {
                parsed.Out().WriteLine("no local network is running; 'fluence local up' starts one");
            }
            else
            {
                PrintTable(parsed.Out(), peers);
                PrintChain(parsed.Out(), LocalChain.Load(NetworkIn(parsed, folder)));
            }

            return peers.All(PeerProcess.IsRunning) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    private static Command Logs(Option<DirectoryInfo?> folder)
    {
        Argument<int?> number = new("peer") { Description = "The peer's number; without it all peers.", Arity = ArgumentArity.ZeroOrOne };
        Option<int> lines = new("--lines", "-n") { Description = "How many lines of each.", DefaultValueFactory = _ => 100 };
        Command command = new("logs", "Show the peers' last log lines, also those of peers that run no more.")
        {
            number, lines, NoInput.Option(),
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<(int Number, string File)> logs = NetworkIn(parsed, folder).Logs();
            if (parsed.GetValue(number) is { } only)
            {
                logs = [.. logs.Where(log => log.Number == only)];
                if (logs.Count == 0)
                {
                    throw new CommandException($"there is no log of a peer {only} in {NetworkIn(parsed, folder).Folder}");
                }
            }

            foreach ((int peer, string file) in logs)
            {
                foreach (string line in LogTail.Read(file, parsed.GetValue(lines)))
                {
                    parsed.Out().WriteLine($"peer-{peer} {line}");
                }
            }

            return ExitCodes.Success;
        });
        return command;
    }

    internal static LocalNetwork NetworkIn(ParseResult parsed, Option<DirectoryInfo?> folder) =>
        parsed.GetValue(folder) is { } given ? new LocalNetwork(given.FullName) : LocalNetwork.At(".");

    private static string Peers(int count) => count == 1 ? "1 peer" : $"{count} peers";

    private static string State(LocalPeer peer) => PeerProcess.IsRunning(peer) ? "running" : "stopped";

    internal static string Json(IReadOnlyList<LocalPeer> peers, Func<LocalPeer, JsonObject> describe) =>
        PeerJson.Print(new JsonObject { ["peers"] = new JsonArray([.. peers.Select(describe)]) });

    internal static JsonObject Node(LocalPeer peer) => PeerJson.Node(
        PeerId.Parse(peer.PeerId), [Multiaddr.Parse(peer.WebSocketAddress), Multiaddr.Parse(peer.TcpAddress)], peer.Http);

    private static JsonObject NodeWithState(LocalPeer peer)
    {
        JsonObject node = Node(peer);
        node["state"] = State(peer);
        node["process"] = peer.ProcessId;
        return node;
    }

    /// <summary>Shows the chain, if there is one, and the index of its market.</summary>
    internal static void PrintChain(TextWriter output, LocalChain? chain)
    {
        if (chain is not null)
        {
            output.WriteLine($"chain   {(chain.Process.IsRunning ? "running" : "stopped")}  {chain.ProcessId}  {chain.Url}");
            output.WriteLine($"index   {(chain.IndexProcess.IsRunning ? "running" : "stopped")}  {chain.IndexProcessId}  {chain.IndexUrl}");
        }
    }

    internal static void PrintTable(TextWriter output, IReadOnlyList<LocalPeer> peers)
    {
        string[] heading = ["#", "state", "process", "HTTP", "WebSocket address for clients"];
        TextTable.Write(output,
        [
            heading,
            .. peers.Select(peer => (string[])
                [$"{peer.Number}", State(peer), $"{peer.ProcessId}", peer.Http.GetLeftPart(UriPartial.Authority), peer.WebSocketAddress]),
        ]);
    }
}
