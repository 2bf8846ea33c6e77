using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Peer.Network;

/// <summary>
/// The peers that this peer has heard of, with their addresses. Bounded: when it is full, the contact that was longest not heard
/// of gives way.
/// </summary>
public sealed class PeerDirectory
{
    /// <summary>How many peers are remembered.</summary>
    public const int Capacity = 10_000;

    /// <summary>How many addresses of one peer are remembered, the latest first.</summary>
    public const int AddressesPerPeer = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, LinkedListNode<Contact>> _contacts = [];
    private readonly LinkedList<Contact> _byAge = new();

    /// <summary>Every known peer.</summary>
    public IReadOnlyCollection<PeerId> Peers
    {
        get
        {
            lock (_lock)
            {
                return [.. _contacts.Keys];
            }
        }
    }

    /// <summary>Whether the peer is known.</summary>
    public bool Contains(PeerId peer)
    {
        lock (_lock)
        {
            return _contacts.ContainsKey(peer);
        }
    }

    /// <summary>The addresses of a peer, none if it is unknown.</summary>
    public ImmutableArray<Multiaddr> Find(PeerId peer)
    {
        lock (_lock)
        {
            return _contacts.TryGetValue(peer, out LinkedListNode<Contact>? node) ? node.Value.Addresses : [];
        }
    }

    /// <summary>Remembers a peer and, before those already known, its addresses.</summary>
    public void Add(PeerId peer, IEnumerable<Multiaddr> addresses)
    {
        lock (_lock)
        {
            ImmutableArray<Multiaddr> known = [];
            if (_contacts.TryGetValue(peer, out LinkedListNode<Contact>? node))
            {
                known = node.Value.Addresses;
                _byAge.Remove(node);
            }
            else if (_contacts.Count == Capacity)
            {
                _contacts.Remove(_byAge.Last!.Value.Peer);
                _byAge.RemoveLast();
            }

            Contact contact = new(peer, [.. addresses.Concat(known).Distinct().Take(AddressesPerPeer)]);
            _contacts[peer] = _byAge.AddFirst(contact);
        }
    }

    private readonly record struct Contact(PeerId Peer, ImmutableArray<Multiaddr> Addresses);
}
