using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Marine.Tests.Support;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Json;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Client.Tests.Network;

/// <summary>Peers that are all connected, and clients of theirs that may have them host services.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    private readonly List<PeerNode> _nodes = [];
    private readonly List<FluenceClient> _clients = [];
    private readonly KeyPair _manager = KeyPair.Generate();

    public IReadOnlyList<PeerNode> Nodes => _nodes;

    /// <summary>The ids of the peers as an argument of scripts.</summary>
    public JsonArray Ids => new([.. _nodes.Select(JsonValue (node) => new JsonString(node.PeerId.ToString()))]);

    public static async Task<TestNetwork> StartAsync(int size)
    {
        TestNetwork network = new();
        for (int index = 0; index < size; index++)
        {
            PeerConfig config = new()
            {
                BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = 0, WebSocketPort = 0, HttpPort = null,
                BootstrapNodes = [.. network._nodes.Select(node => node.Addresses[0])], ManagementPeerId = network._manager.PeerId,
            };
            network._nodes.Add(await PeerNode.StartAsync(
                config, KeyPair.Generate(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));
        }

        await Eventually.True(
            () => network._nodes.TrueForAll(one => network._nodes.TrueForAll(other => one == other || one.HasConnection(other.PeerId))),
            "all peers are connected");
        return network;
    }

    /// <summary>A client of a peer; the manager if it is to change anything there.</summary>
    public async Task<FluenceClient> ConnectAsync(int node, bool isManager = false)
    {
        Multiaddr address = _nodes[node].Addresses[^1];
        FluenceClient client = await FluenceClient.ConnectAsync(address, isManager ? _manager : null).Soon();
        _clients.Add(client);
        return client;
    }

    /// <summary>
    /// Runs a script of a client with these arguments, which has <c>relay</c> and <c>peers</c> besides, and returns the value
    /// <c>result</c>.
    /// </summary>
    public async Task<JsonValue> RunAsync(FluenceClient client, string body, params (string Name, JsonValue Value)[] arguments)
    {
        (string Name, JsonValue Value)[] all = [("relay", new JsonString(client.RelayPeerId.ToString())), ("peers", Ids), .. arguments];
        string script = $"(seq {body} (call %init_peer_id% (\"callbackSrv\" \"response\") [result]))";
        foreach ((string name, _) in all)
        {
            script = $"(seq (call %init_peer_id% (\"getDataSrv\" \"{name}\") [] {name}) {script})";
        }

        ScriptResult result = await client.RunAsync(new ScriptCall($"""
            (xor {script} (call %init_peer_id% ("errorHandlingSrv" "error") [:error: 0]))
            """)
        {
            Arguments = all.ToDictionary(argument => argument.Name, argument => argument.Value), Ttl = TimeSpan.FromSeconds(60),
        }).Soon();
        return result.Values[0];
    }

    /// <summary>Has a peer make a service of a guest.</summary>
    public async Task<JsonString> CreateServiceAsync(int node, string guest)
    {
        FluenceClient manager = await ConnectAsync(node, isManager: true);
        return (JsonString)await RunAsync(manager, """
            (seq (call relay ("dist" "add_module") [module config] cid)
             (seq (call relay ("op" "array") [cid] cids)
              (seq (call relay ("dist" "make_blueprint") ["guest" cids] blueprint)
               (seq (call relay ("dist" "add_blueprint") [blueprint] id)
                (call relay ("srv" "create") [id] result)))))
            """,
            ("module", new JsonString(Convert.ToBase64String(GuestFile.Read(guest)))),
            ("config", new JsonObject(("name", new JsonString(guest)))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FluenceClient client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (PeerNode node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
