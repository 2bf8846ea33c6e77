using System.CommandLine;
using System.Net;
using System.Reflection;
using Fluence.AquaVM.View;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Json;
using Microsoft.Extensions.Logging;

namespace Fluence.Cli.Quickstart;

/// <summary>
/// <c>fluence quickstart</c>: the main job in one command. Three peers in this process, talking over sockets as they would anywhere, and a
/// client that runs a function across them.
/// </summary>
internal static class QuickstartCommand
{
    private const int PeerCount = 3;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        Option<string> name = new("--name") { Description = "Who is greeted.", DefaultValueFactory = _ => Environment.UserName };
        Command command = new("quickstart", "Start three peers, run a function across them, show the path it took, and stop.") { name };
        command.SetAction((parsed, cancellation) => RunAsync(new Screen(parsed.Out()), parsed.GetValue(name)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string name, CancellationToken cancellation)
    {
        List<PeerNode> peers = [];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-quickstart-");
        using ILoggerFactory loggers = LoggingSetup.Create(new PeerConfig { LogLevel = "error" });
        try
        {
            await screen.WhileAsync("starting three peers …", () => StartPeersAsync(peers, folder.FullName, loggers, cancellation));
            screen.Say($"[green]✓[/] {PeerCount} peers listen and are connected with one another");
            foreach ((int index, PeerNode peer) in peers.Index())
            {
                screen.Say($"  peer {index + 1}  {Screen.Escape(peer.Addresses[^1])}");
            }

            ScriptResult result = null!;
            await screen.WhileAsync(
                "running a function across them …", async () => result = await RunScriptAsync(peers, name, loggers, cancellation));
            return Report(screen, peers, result);
        }
        catch (ScriptException failed)
        {
            throw new CommandException($"the function failed: {failed.Message}");
        }
        finally
        {
            foreach (PeerNode peer in peers)
            {
                await peer.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    private static async Task StartPeersAsync(
        List<PeerNode> peers, string folder, ILoggerFactory loggers, CancellationToken cancellation)
    {
        for (int i = 0; i < PeerCount; i++)
        {
            PeerConfig config = new()
            {
                BaseDir = Path.Combine(folder, $"peer-{i + 1}"),
                ListenIp = IPAddress.Loopback,
                TcpPort = 0,
                WebSocketPort = 0,
                HttpPort = null,
                BootstrapNodes = [.. peers.Select(peer => peer.Addresses[0])],
            };
            peers.Add(await PeerNode.StartAsync(config, KeyPair.Generate(), loggers, TimeProvider.System, cancellation));
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ConnectTimeout);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(10));
        try
        {
            while (peers.Any(peer => peer.CheckHealth().StatusCode != 200))
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"the peers did not connect with one another within {ConnectTimeout.TotalSeconds} s");
        }
    }

    private static async Task<ScriptResult> RunScriptAsync(
        List<PeerNode> peers, string name, ILoggerFactory loggers, CancellationToken cancellation)
    {
        Multiaddr relay = peers[0].Addresses[^1];
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay, loggers: loggers, cancellation: cancellation);
        JsonArray ids = new(peers.Select(JsonValue (peer) => new JsonString(peer.PeerId.ToString())));
        return await client.RunAsync(new ScriptCall(ReadScript())
        {
            Arguments = new Dictionary<string, JsonValue>
            {
                ["peers"] = ids,
                ["count"] = JsonNumber.FromInt64(ids.Count),
                ["name"] = new JsonString(name),
            },
            Ttl = TimeSpan.FromSeconds(15),
        }, cancellation);
    }

    private static int Report(Screen screen, List<PeerNode> peers, ScriptResult result)
    {
        screen.Say("[green]✓[/] the answer");
        foreach (JsonValue greeting in ((JsonArray)result.Values[0]).Items)
        {
            screen.Say($"  {Screen.Escape(((JsonString)greeting).Value)}");
        }

        TraceAudit audit = TraceAudit.Of(result.Data, result.ParticleId);
        screen.Say("[green]✓[/] the path of the particle, each step signed by the peer that made it");
        foreach ((int index, AuditedStep step) in audit.Steps.Index())
        {
            screen.Say($"  {index + 1,2}  {Names(peers, step.PeerId),-8} {Screen.Escape(step.Action)}");
        }

        screen.Say(audit.IsValid ? "[green]✓[/] the signatures, verified" : "[red]✗[/] the signatures, verified");
        foreach (AuditedSignature signature in audit.Signatures)
        {
            string verdict = signature.IsValid ? "valid" : "[red]NOT VALID[/]";
            string steps = signature.Steps == 1 ? "1 step" : $"{signature.Steps} steps";
            screen.Say($"  {Names(peers, signature.PeerId),-8} {signature.PeerId}  {steps}, {verdict}");
        }

        if (audit.Problem is { } problem)
        {
            screen.Say($"[red]✗[/] {Screen.Escape(problem)}");
        }

        screen.Say("Next: [bold]./fluence local up[/] keeps a network running; [bold]./fluence --help[/] shows the rest.");
        return audit.IsValid ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string Names(List<PeerNode> peers, string id)
    {
        int index = peers.FindIndex(peer => peer.PeerId.ToString() == id);
        return index < 0 ? "client" : $"peer {index + 1}";
    }

    private static string ReadScript()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("hello.air")
            ?? throw new InvalidOperationException("the script hello.air is not in this program");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
