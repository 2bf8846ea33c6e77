using System.Collections.Immutable;
using System.Net;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Subnets.Tests;

/// <summary>Real peers on loopback, and a client of the first that manages them all.</summary>
internal sealed class LoopbackPeers : IAsyncDisposable
{
    private readonly List<PeerNode> _gone = [];

    public List<PeerNode> Nodes { get; } = [];

    public FluenceClient Client { get; private set; } = null!;

    public static async Task<LoopbackPeers> StartAsync(int count)
    {
        LoopbackPeers peers = new();
        KeyPair manager = KeyPair.Generate();
        for (int i = 0; i < count; i++)
        {
            PeerConfig config = new()
            {
                BaseDir = TestFolder.New(),
                ListenIp = IPAddress.Loopback,
                TcpPort = 0,
                WebSocketPort = 0,
                HttpPort = null,
                ManagementPeerId = manager.PeerId,
                BootstrapNodes = [.. peers.Nodes.Select(static node => node.Addresses[0])],
            };
            peers.Nodes.Add(await PeerNode.StartAsync(
                config, KeyPair.Generate(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));
        }

        await Eventually.True(() => peers.Nodes.TrueForAll(static node => node.CheckHealth().StatusCode == 200), "the peers are connected");
        peers.Client = await FluenceClient.ConnectAsync(peers.Nodes[0].Addresses[0], manager);
        return peers;
    }

    /// <summary>Peers as Aqua's <c>[]Replica</c>.</summary>
    public static JsonValue Replicas(IEnumerable<PeerId> peers) => new JsonArray(peers.Select(static JsonValue (id) => new JsonObject(
        ("host_id", Json.Text(id.ToString())), ("worker_id", Json.Text(id.ToString())))));

    public async Task StopAsync(int node)
    {
        _gone.Add(Nodes[node]);
        await Nodes[node].DisposeAsync();
    }

    /// <summary>Runs a function of a file in <c>Aqua</c> and waits for its one result.</summary>
    public async Task<JsonValue> RunAsync(string file, string function, params (string Name, JsonValue Value)[] arguments) =>
        await RunAsync(AquaScripts.Of(file, function), arguments);

    public async Task<JsonValue> RunAsync(string air, params (string Name, JsonValue Value)[] arguments)
    {
        ScriptCall call = new(air)
        {
            Arguments = arguments.ToImmutableDictionary(static each => each.Name, static each => each.Value),
            Ttl = TimeSpan.FromSeconds(60),
        };
        return (await Client.RunAsync(call)).Values[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        foreach (PeerNode node in Nodes.Except(_gone))
        {
            await node.DisposeAsync();
        }
    }
}
