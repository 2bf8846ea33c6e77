using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Interop.Tests;

/// <summary>Some peers of ours on loopback, each knowing the others, in this process.</summary>
public sealed class PeerNetwork : IAsyncDisposable
{
    private readonly List<PeerNode> _nodes = [];

    private PeerNetwork()
    {
    }

    public IReadOnlyList<PeerNode> Nodes => _nodes;

    public static async Task<PeerNetwork> StartAsync(int count, Func<PeerConfig, PeerConfig>? change = null)
    {
        PeerNetwork network = new();
        for (int i = 0; i < count; i++)
        {
            network._nodes.Add(await StartPeerAsync(KeyPair.Generate(), 0, network._nodes.Select(Tcp), change));
        }

        await Eventually.True(
            () => network._nodes.All(node => node.CheckHealth().StatusCode == 200), "the peers are connected with one another");
        return network;
    }

    /// <summary>The WebSocket address of a peer, as clients take it.</summary>
    public string Relay(int index) => _nodes[index].Addresses.First(address => address.ToString().Contains("/ws/", StringComparison.Ordinal)).ToString();

    public string Id(int index) => _nodes[index].PeerId.ToString();

    /// <summary>Stops a peer and starts it again under the same key and port.</summary>
    public async Task RestartAsync(int index, KeyPair key)
    {
        int port = int.Parse(Relay(index).Split('/')[4]);
        await _nodes[index].DisposeAsync();
        _nodes[index] = await StartPeerAsync(key, port, _nodes.Where((_, other) => other != index).Select(Tcp));
    }

    /// <summary>Replaces a peer by one of a known key, so that it can be restarted.</summary>
    public static Task<PeerNode> StartPeerAsync(
        KeyPair key, int webSocketPort, IEnumerable<Multiaddr> bootstraps, Func<PeerConfig, PeerConfig>? change = null)
    {
        PeerConfig config = new()
        {
            BaseDir = TestFolder.New(),
            ListenIp = IPAddress.Loopback,
            TcpPort = 0,
            WebSocketPort = webSocketPort,
            HttpPort = null,
            BootstrapNodes = [.. bootstraps],
        };
        return PeerNode.StartAsync(
            change?.Invoke(config) ?? config, key, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
    }

    public async Task AddAsync(KeyPair key) => _nodes.Add(await StartPeerAsync(key, 0, _nodes.Select(Tcp)));

    public async ValueTask DisposeAsync()
    {
        foreach (PeerNode node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static Multiaddr Tcp(PeerNode node) =>
        node.Addresses.First(address => !address.ToString().Contains("/ws/", StringComparison.Ordinal));
}
