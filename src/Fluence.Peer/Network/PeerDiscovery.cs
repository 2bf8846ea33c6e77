using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Kademlia;
using Fluence.Peer.Configuration;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer.Network;

/// <summary>
/// Finds peers of the same network by Kademlia, and keeps in the directory what peers tell of themselves. The routing table is refreshed on
/// connections with bootstrap peers, as the original does it, and from time to time.
/// </summary>
internal sealed class PeerDiscovery : IAsyncDisposable
{
    private readonly Libp2pHost _host;
    private readonly PeerDirectory _directory;
    private readonly PeerConfig _config;
    private readonly HashSet<PeerId> _bootstraps;
    private readonly HashSet<PeerId> _unidentified = [];
    private readonly Lock _lock = new();
    private long _bootstrapConnections;

    public PeerDiscovery(Libp2pHost host, PeerDirectory directory, PeerConfig config, ILogger logger, TimeProvider time)
    {
        _host = host;
        _directory = directory;
        _config = config;
        _bootstraps = [.. config.BootstrapNodes.Select(address => address.PeerId!).Where(peer => peer != host.PeerId)];
        KademliaOptions options = new()
        {
            Protocol = $"/fluence/kad/{config.Network}/1.0.0",
            AllowLocalAddresses = AllowsLocalAddresses,
        };
        Kademlia = new KademliaNode(host, options, logger, time);
        host.PeerConnected += OnConnected;
        host.PeerIdentified += OnIdentified;
    }

    public KademliaNode Kademlia { get; }

    /// <summary>
    /// What is wrong, in the original's words; null when all is well. A peer that has no bootstrap peers waits for others.
    /// </summary>
    public string? Problem => Kademlia.HasBootstrapped || _bootstraps.Count == 0 ? null : "Kademlia bootstrap not finished";

    public void Start() => Kademlia.Start();

    public ValueTask DisposeAsync() => Kademlia.DisposeAsync();

    private bool AllowsLocalAddresses() => _config.AllowLocalAddresses ?? _host.ListenAddresses.All(LocalAddress.Is);

    private void OnConnected(PeerId peer)
    {
        if (_bootstraps.Contains(peer))
        {
            lock (_lock)
            {
                _unidentified.Add(peer);
            }
        }
    }

    private void OnIdentified(PeerId peer, IdentifyInfo info)
    {
        _directory.Add(peer, info.ListenAddresses.Where(address => AllowsLocalAddresses() || !LocalAddress.Is(address)));
        lock (_lock)
        {
            // before identify the peer is not in the routing table, and there might be nobody to ask
            if (!_unidentified.Remove(peer) || _bootstrapConnections++ % _config.BootstrapFrequency != 0)
            {
                return;
            }
        }

        Kademlia.RequestRefresh();
    }
}
