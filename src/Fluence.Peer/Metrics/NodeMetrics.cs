using System.Diagnostics.Metrics;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Peer.Metrics;

/// <summary>Counters of the node's place in the network, under the meter <c>Fluence.Peer</c>.</summary>
internal sealed class NodeMetrics : IDisposable
{
    public NodeMetrics(Libp2pHost host, IReadOnlyList<Multiaddr> bootstrapNodes)
    {
        HashSet<PeerId> bootstrap = [.. bootstrapNodes.Select(address => address.PeerId!)];
        Counter<long> connected = Meter.CreateCounter<long>(
            "connectivity_bootstrap_connected", description: "How often a bootstrap peer was connected");
        Counter<long> disconnected = Meter.CreateCounter<long>(
            "connectivity_bootstrap_disconnected", description: "How often a bootstrap peer was lost");
        Meter.CreateObservableGauge(
            "connection_pool_connected_peers",
            () => host.Connections.Select(connection => connection.RemotePeer).Distinct().Count(),
            description: "Peers that are connected");
        host.PeerConnected += peer => connected.Add(bootstrap.Contains(peer) ? 1 : 0);
        host.PeerDisconnected += peer => disconnected.Add(bootstrap.Contains(peer) ? 1 : 0);
    }

    /// <summary>The meter of these instruments.</summary>
    public Meter Meter { get; } = new("Fluence.Peer");

    public void Dispose() => Meter.Dispose();
}
