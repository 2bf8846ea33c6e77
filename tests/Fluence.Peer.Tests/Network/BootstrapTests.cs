using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Peer.Tests.Network;

public sealed class BootstrapTests
{
    private readonly KeyPair _bootstrapKey = KeyPair.Generate();

    [Fact]
    public async Task A_bootstrap_peer_that_comes_back_is_connected_again()
    {
        PeerNode bootstrap = await StartBootstrapAsync(0);
        try
        {
            Multiaddr address = bootstrap.Addresses[0];
            int port = int.Parse(address.ToString().Split('/')[4]);
            await using TestPeer peer = await TestPeer.StartAsync(config => config with { BootstrapNodes = [address] });
            await HealthIsAsync(peer, 200);
            for (int i = 0; i < 2; i++)
            {
                await bootstrap.DisposeAsync();
                await HealthIsAsync(peer, 429);
                long failed = Failures(peer);
                await UntilAsync(peer, () => Failures(peer) > failed + 2, "it tries again and again");

                bootstrap = await StartBootstrapAsync(port);
                await HealthIsAsync(peer, 200);
                Assert.True(peer.Node.HasConnection(_bootstrapKey.PeerId));
            }
        }
        finally
        {
            await bootstrap.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_bootstrap_peer_may_start_later()
    {
        int port;
        await using (PeerNode found = await StartBootstrapAsync(0))
        {
            port = int.Parse(found.Addresses[0].ToString().Split('/')[4]);
        }

        Multiaddr address = Multiaddr.Parse($"/ip4/127.0.0.1/tcp/{port}/p2p/{_bootstrapKey.PeerId}");
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { BootstrapNodes = [address] });
        await UntilAsync(peer, () => Failures(peer) > 0, "it tries");
        Assert.Equal(429, peer.Node.CheckHealth().StatusCode);
        await using PeerNode bootstrap = await StartBootstrapAsync(port);
        await HealthIsAsync(peer, 200);
    }

    [Fact]
    public async Task A_peer_that_names_itself_is_connected_with_nobody_and_well()
    {
        Multiaddr self = Multiaddr.Parse($"/ip4/127.0.0.1/tcp/1/p2p/{_bootstrapKey.PeerId}");
        await using PeerNode node = await PeerNode.StartAsync(
            Config(0) with { BootstrapNodes = [self] },
            _bootstrapKey,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None);
        Assert.Equal(200, node.CheckHealth().StatusCode);
    }

    private static long Failures(TestPeer peer) => peer.Node.NetworkMetrics.DialFailures("no_address_worked");

    private static Task HealthIsAsync(TestPeer peer, int code) =>
        UntilAsync(peer, () => peer.Node.CheckHealth().StatusCode == code, $"the health is {code}");

    /// <summary>
    /// Lets the peer's time pass until something holds: fifty times as fast as ours, so that waits are short but dials do not time out.
    /// </summary>
    private static Task UntilAsync(TestPeer peer, Func<bool> condition, string what)
    {
        long last = TimeProvider.System.GetTimestamp();
        return Eventually.True(
            () =>
            {
                TimeSpan elapsed = TimeProvider.System.GetElapsedTime(last);
                if (elapsed > TimeSpan.FromMilliseconds(1))
                {
                    last = TimeProvider.System.GetTimestamp();
                    peer.Clock.Advance(elapsed * 50);
                }

                return condition();
            },
            what);
    }

    private static PeerConfig Config(int port) =>
        new() { BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = port, WebSocketPort = null, HttpPort = null };

    private Task<PeerNode> StartBootstrapAsync(int port) => PeerNode.StartAsync(
        Config(port), _bootstrapKey, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
}
