using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Protocol;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Subnets.Tests;

/// <summary>Seven replicas on loopback: five peers, one that is gone, and one that takes particles and does nothing.</summary>
public sealed partial class RealPeersTests : IAsyncLifetime
{
    private readonly List<PeerNode> _nodes = [];
    private readonly List<IAsyncDisposable> _others = [];
    private FluenceClient _client = null!;
    private PeerId _hanging = null!;

    public async Task InitializeAsync()
    {
        for (int i = 0; i < 6; i++)
        {
            PeerConfig config = new()
            {
                BaseDir = TestFolder.New(),
                ListenIp = IPAddress.Loopback,
                TcpPort = 0,
                WebSocketPort = 0,
                HttpPort = null,
                BootstrapNodes = [.. _nodes.Select(static node => node.Addresses[0])],
            };
            _nodes.Add(await PeerNode.StartAsync(
                config, KeyPair.Generate(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));
        }

        await Eventually.True(() => _nodes.TrueForAll(static node => node.CheckHealth().StatusCode == 200), "the peers are connected");
        Multiaddr relay = _nodes[0].Addresses[0];
        Libp2pHost hanging = new(KeyPair.Generate());
        _others.Add(hanging);
        hanging.Handle(ParticleProtocol.Name, static (_, _) => Task.CompletedTask);
        await hanging.DialAsync(relay).Soon();
        _hanging = hanging.PeerId;
        _client = await FluenceClient.ConnectAsync(relay);
        await _nodes[5].DisposeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (IAsyncDisposable each in (IAsyncDisposable[])[_client, .. _others, .. _nodes.Take(5)])
        {
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_quorum_of_five_answers()
    {
        JsonValue answer = await RunAsync("encode_quorum", 20_000, ("need", Json.Number(5)));
        Assert.True(answer.Get("ok").IsTrue());
        Assert.Equal("8wr", answer.Get("value").AsText());
    }

    [Fact]
    public async Task There_is_no_quorum_of_six()
    {
        JsonValue answer = await RunAsync("encode_quorum", 1_000, ("need", Json.Number(6)));
        Assert.False(answer.Get("ok").IsTrue());
        Assert.Equal(5, answer.Get("answers").Items().Count);
    }

    [Fact]
    public async Task A_call_in_turn_goes_past_the_one_that_is_gone_and_the_one_that_hangs()
    {
        JsonValue reply = await RunAsync("encode_in_turn", 500);
        Assert.True(reply.Get("ok").IsTrue());
        Assert.Equal(_nodes[0].PeerId.ToString(), reply.Get("replica").AsText());
    }

    [Fact]
    public async Task A_peer_has_all_functions_that_are_declared()
    {
        string[] files = ["aqua-lib/builtin.aqua", "aqua-lib/math.aqua", "aqua-lib/workers.aqua", "spell/api.aqua"];
        List<string> missing = [];
        foreach (string file in files)
        {
            string source = await File.ReadAllTextAsync(Path.Combine(AquaScripts.Library, "@fluencelabs", file));
            foreach (Match service in Service().Matches(source))
            {
                foreach (Match function in Function().Matches(service.Groups[2].Value))
                {
                    string problem = await ProblemOfAsync(service.Groups[1].Value, function.Groups[1].Value);
                    if (problem.Contains("not found (function", StringComparison.Ordinal))
                    {
                        missing.Add($"{service.Groups[1].Value}.{function.Groups[1].Value}");
                    }
                }
            }
        }

        Assert.Empty(missing);
        Assert.Contains("not found (function", await ProblemOfAsync("op", "nonsense"), StringComparison.Ordinal);
    }

    /// <summary>What a peer says to a call without arguments; empty if it is content.</summary>
    private async Task<string> ProblemOfAsync(string service, string function)
    {
        ScriptCall call = new($"""
            (seq (call %init_peer_id% ("getDataSrv" "-relay-") [] relay)
             (xor
              (seq (call relay ("{service}" "{function}") [] result)
               (call %init_peer_id% ("callbackSrv" "response") [""]))
              (call %init_peer_id% ("callbackSrv" "response") [:error:.$.message])))
            """);
        return (await _client.RunAsync(call)).Values[0].AsText();
    }

    private async Task<JsonValue> RunAsync(string function, int timeout, params (string Name, JsonValue Value)[] arguments)
    {
        // those that do not answer come first
        string[] replicas = [_nodes[5].PeerId.ToString(), _hanging.ToString(), .. _nodes.Take(5).Select(static node => node.PeerId.ToString())];
        ScriptCall call = new(AquaScripts.Of("calls.aqua", function))
        {
            Arguments = arguments.Append(("timeout_ms", Json.Number(timeout))).Append(("text", Json.Text("hi")))
                .Append(("replicas", new JsonArray(replicas.Select(static JsonValue (id) => new JsonObject(
                    ("host_id", Json.Text(id)), ("worker_id", Json.Text(id)))))))
                .ToImmutableDictionary(static each => each.Item1, static each => each.Item2),
            Ttl = TimeSpan.FromSeconds(60),
        };
        return (await _client.RunAsync(call)).Values[0];
    }

    [GeneratedRegex("""^service \w+\("([^"]+)"\):\n((?:  .*\n)+)""", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^  (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Function();
}
