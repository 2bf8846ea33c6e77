using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Network;

namespace Fluence.Peer.Tests.Network;

public sealed class PeerDirectoryTests
{
    private readonly PeerDirectory _directory = new();

    [Fact]
    public void An_unknown_peer_has_no_addresses()
    {
        PeerId peer = NewPeer();
        Assert.False(_directory.Contains(peer));
        Assert.Empty(_directory.Find(peer));
        _directory.Add(peer, []);
        Assert.True(_directory.Contains(peer));
        Assert.Equal([peer], _directory.Peers);
    }

    [Fact]
    public void Later_addresses_come_first_and_only_once()
    {
        PeerId peer = NewPeer();
        _directory.Add(peer, [Address(1), Address(2)]);
        _directory.Add(peer, [Address(3), Address(2)]);
        Assert.Equal([Address(3), Address(2), Address(1)], _directory.Find(peer).AsEnumerable());
    }

    [Fact]
    public void A_peer_has_at_most_so_many_addresses()
    {
        PeerId peer = NewPeer();
        _directory.Add(peer, Enumerable.Range(0, 1000).Select(Address));
        _directory.Add(peer, [Address(5000)]);
        Assert.Equal(
            [Address(5000), .. Enumerable.Range(0, PeerDirectory.AddressesPerPeer - 1).Select(Address)],
            _directory.Find(peer).AsEnumerable());
    }

    [Fact]
    public void The_peer_that_was_longest_not_heard_of_gives_way()
    {
        PeerId[] peers = [.. Enumerable.Range(0, PeerDirectory.Capacity + 1).Select(_ => NewPeer())];
        foreach (PeerId peer in peers[..^1])
        {
            _directory.Add(peer, []);
        }

        _directory.Add(peers[0], [Address(1)]);
        _directory.Add(peers[^1], []);
        Assert.Equal(PeerDirectory.Capacity, _directory.Peers.Count);
        Assert.True(_directory.Contains(peers[0]));
        Assert.False(_directory.Contains(peers[1]));
        Assert.True(_directory.Contains(peers[2]));
        Assert.True(_directory.Contains(peers[^1]));
    }

    private static PeerId NewPeer() => KeyPair.Generate().PeerId;

    private static Multiaddr Address(int port) => Multiaddr.Parse($"/ip4/127.0.0.1/tcp/{port}");
}
