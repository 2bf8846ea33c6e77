using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Services.Builtins;

namespace Fluence.Peer.Network;

/// <summary>The network as the builtins see it: connections of the libp2p host, and the contacts of the directory.</summary>
internal sealed class NodeConnectivity(Libp2pHost host, PeerDirectory directory) : IPeerConnectivity
{
    public IReadOnlyCollection<PeerId> KnownPeers => directory.Peers;

    public IReadOnlyList<string>? FindAddresses(PeerId peer)
    {
        if (!HasContact(peer))
        {
            return null;
        }

        return [.. directory.Find(peer).Select(address => address.ToString())];
    }

    public bool HasContact(PeerId peer) => directory.Contains(peer) || host.IsConnected(peer);

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

        candidates.AddRange(directory.Find(peer));
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
}
