using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Tests.Support;

namespace Fluence.Libp2p.Tests.Kademlia;

/// <summary>A host on loopback that speaks Kademlia.</summary>
internal sealed class KademliaHost : IAsyncDisposable
{
    private KademliaHost(Libp2pHost host, KademliaOptions options, TimeProvider? time)
    {
        Host = host;
        Node = new KademliaNode(host, options, timeProvider: time);
    }

    public Libp2pHost Host { get; }

    public KademliaNode Node { get; }

    public static async Task<KademliaHost> StartAsync(byte number, KademliaOptions? options = null, TimeProvider? time = null) =>
        new(await TestHosts.ListenAsync(number, TestHosts.Tcp), options ?? KademliaPeers.Options, time);

    public async Task JoinAsync(KademliaHost other)
    {
        await Host.DialAsync(other.Host.ListenAddresses[0]);
        await TestKit.Eventually.True(
            () => Node.Peers.Contains(other.Host.PeerId) && other.Node.Peers.Contains(Host.PeerId), "both are in the other's table");
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Host.DisposeAsync();
    }
}
