using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Client.Tests;

/// <summary>A peer of ours in this process, which clients use as their relay.</summary>
internal sealed class TestRelay : IAsyncDisposable
{
    private PeerNode _node;
    private bool _isRunning = true;

    private TestRelay(PeerNode node, KeyPair key)
    {
        _node = node;
        Key = key;
        Port = int.Parse(Address.ToString().Split('/')[4]);
    }

    public KeyPair Key { get; }

    public PeerNode Node => _node;

    /// <summary>The WebSocket address.</summary>
    public Multiaddr Address => _node.Addresses[^1];

    public int Port { get; }

    public static async Task<TestRelay> StartAsync(TimeProvider? time = null)
    {
        KeyPair key = KeyPair.Generate();
        return new TestRelay(await StartNodeAsync(key, 0, time), key);
    }

    /// <summary>Stops the relay and starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    public async Task StopAsync()
    {
        if (_isRunning)
        {
            _isRunning = false;
            await _node.DisposeAsync();
        }
    }

    public async Task StartAgainAsync()
    {
        _node = await StartNodeAsync(Key, Port, time: null);
        _isRunning = true;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static Task<PeerNode> StartNodeAsync(KeyPair key, int port, TimeProvider? time) => PeerNode.StartAsync(
        new PeerConfig { BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = 0, WebSocketPort = port, HttpPort = null },
        key, NullLoggerFactory.Instance, time ?? TimeProvider.System, CancellationToken.None);
}
