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
using Spectre.Console;

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
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(name)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, CancellationToken cancellation)
    {
        List<PeerNode> peers = [];
        using ILoggerFactory loggers = LoggingSetup.Create(new PeerConfig { LogLevel = "error" });
        try
        {
            ScriptResult result = null!;
            await AnsiConsole.Status().StartAsync("starting three peers …", async status =>
            {
                await StartPeersAsync(peers, loggers, cancellation);
                Say($"[green]✓[/] {PeerCount} peers listen and are connected with one another");
                foreach ((int index, PeerNode peer) in peers.Index())
                {
                    Say($"  {Names(peers, peer.PeerId.ToString())}  {peer.Addresses[^1].ToString().EscapeMarkup()}");
                }

                status.Status("running a function across them …");
                result = await RunScriptAsync(peers, name, loggers, cancellation);
            });
            return Report(peers, result);
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
        }
    }

    private static async Task StartPeersAsync(List<PeerNode> peers, ILoggerFactory loggers, CancellationToken cancellation)
    {
        for (int i = 0; i < PeerCount; i++)
        {
            PeerConfig config = new()
            {
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
        while (peers.Any(peer => peer.CheckHealth().StatusCode != 200))
        {
            await timer.WaitForNextTickAsync(timeout.Token);
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

    private static int Report(List<PeerNode> peers, ScriptResult result)
    {
        Say("[green]✓[/] the answer");
        foreach (JsonValue greeting in ((JsonArray)result.Values[0]).Items)
        {
            Say($"  {((JsonString)greeting).Value.EscapeMarkup()}");
        }

        TraceAudit audit = TraceAudit.Of(result.Data, result.ParticleId);
        Say("[green]✓[/] the path of the particle, each step signed by the peer that made it");
        foreach ((int index, AuditedStep step) in audit.Steps.Index())
        {
            Say($"  {index + 1,2}  {Names(peers, step.PeerId),-8} {step.Action.EscapeMarkup()}");
        }

        Say(audit.IsValid ? "[green]✓[/] the signatures, verified" : "[red]✗[/] the signatures, verified");
        foreach (AuditedSignature signature in audit.Signatures)
        {
            string verdict = signature.IsValid ? "valid" : "[red]NOT VALID[/]";
            Say($"  {Names(peers, signature.PeerId),-8} {signature.PeerId}  {signature.Steps} steps, {verdict}");
        }

        if (audit.Problem is { } problem)
        {
            Say($"[red]✗[/] {problem.EscapeMarkup()}");
        }

        Say("Next: [bold]./fluence local up[/] keeps a network running; [bold]./fluence --help[/] shows the rest.");
        return audit.IsValid ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string Names(List<PeerNode> peers, string id)
    {
        int index = peers.FindIndex(peer => peer.PeerId.ToString() == id);
        return index < 0 ? "client" : $"peer {index + 1}";
    }

    // written by hand: lines are never wrapped, so that they can be copied and searched
    private static void Say(string markup) => AnsiConsole.Console.Profile.Out.Writer.WriteLine(Rendered(markup));

    private static string Rendered(string markup) => AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected
        ? Colours.Apply(markup) : Markup.Remove(markup);

    private static string ReadScript()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("hello.air")
            ?? throw new InvalidOperationException("the script hello.air is not in this program");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
