using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Services.Builtins;

namespace Fluence.Peer.Network;

/// <summary>The network as the builtins see it: connections of the libp2p host, contacts, and Kademlia.</summary>
internal sealed class NodeConnectivity(Libp2pHost host, PeerDirectory directory, KademliaNode kademlia) : IPeerConnectivity
{
    public IReadOnlyCollection<PeerId> KnownPeers => kademlia.Peers;

    public IReadOnlyList<string>? FindAddresses(PeerId peer)
    {
        if (!HasContact(peer))
        {
            return null;
        }

        return [.. Addresses(peer).Select(address => address.ToString())];
    }

    public bool HasContact(PeerId peer) => directory.Contains(peer) || kademlia.Find(peer) is not null || host.IsConnected(peer);

    /// <summary>Connects to a peer by the addresses known, and when none of them answers by those that other peers know.</summary>
    public async Task<bool> ReachAsync(PeerId peer, CancellationToken cancellation) =>
        await ConnectAsync(peer, [], cancellation) || await kademlia.FindPeerAsync(peer, cancellation) is not null;

    public async Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation)
    {
        if (host.IsConnected(peer))
        {
            return true;
        }

        List<Multiaddr> candidates = [];
        foreach (string text in addresses)
        {
            if (Multiaddr.TryParse(text, out Multiaddr? address))
            {
                candidates.Add(address);
            }
        }

        candidates.AddRange(Addresses(peer));
        if (candidates.Count == 0)
        {
            return false;
        }

        try
        {
            await host.DialAsync(peer, candidates, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private IEnumerable<Multiaddr> Addresses(PeerId peer)
    {
        ImmutableArray<Multiaddr> found = kademlia.Find(peer)?.Addresses ?? [];
        ImmutableArray<Multiaddr> known = directory.Find(peer);
        return known.Concat(found.Where(address => !known.Any(other => other.WithoutPeerId().Equals(address))));
    }
}
