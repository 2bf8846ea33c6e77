using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// The peers that share a prefix of one length with this peer, the one that was longest silent first, and some that wait for a place.
/// </summary>
internal sealed class Bucket(int size)
{
    /// <summary>A peer is dropped after so many failures in a row; after the first one when another waits for its place.</summary>
    private const int MaxFailures = 2;

    private readonly List<Entry> _entries = [];
    private readonly List<Entry> _waiting = [];
    private bool _isChecking;

    public IReadOnlyList<Entry> Entries => _entries;

    public bool IsFull => _entries.Count >= size;

    /// <summary>Takes a peer that was heard of just now.</summary>
    /// <returns>
    /// When there is no room: a peer to ask whether it is alive, followed by <see cref="Checked"/>; at most one at a time.
    /// </returns>
    public KademliaPeer? Add(KademliaPeer peer, KademliaKey key)
    {
        Entry entry = new(peer, key);
        if (Remove(_entries, peer.Id) || !IsFull)
        {
            _entries.Add(entry);
            return null;
        }

        Remove(_waiting, peer.Id);
        _waiting.Add(entry);
        if (_waiting.Count > size)
        {
            _waiting.RemoveAt(0);
        }

        if (_isChecking)
        {
            return null;
        }

        _isChecking = true;
        return _entries[0].Peer;
    }

    /// <summary>Takes the result of the check that <see cref="Add"/> asked for.</summary>
    public void Checked(PeerId peer, bool isAlive)
    {
        _isChecking = false;
        if (isAlive)
        {
            Touch(peer);
        }
        else
        {
            Drop(peer);
        }
    }

    /// <summary>The peer has shown that it is alive.</summary>
    public void Touch(PeerId peer)
    {
        if (Find(peer) is { } entry)
        {
            _entries.Remove(entry);
            _entries.Add(entry);
            entry.Failures = 0;
        }
    }

    /// <summary>The peer did not answer.</summary>
    public bool Fail(PeerId peer)
    {
        if (Find(peer) is not { } entry || (++entry.Failures < MaxFailures && _waiting.Count == 0))
        {
            return false;
        }

        Drop(peer);
        return true;
    }

    /// <summary>Forgets a peer; the one that waited shortest takes its place.</summary>
    public void Drop(PeerId peer)
    {
        Remove(_waiting, peer);
        if (Remove(_entries, peer) && _waiting.Count > 0)
        {
            _entries.Add(_waiting[^1]);
            _waiting.RemoveAt(_waiting.Count - 1);
        }
    }

    public Entry? Find(PeerId peer) => _entries.Find(entry => entry.Peer.Id == peer);

    private static bool Remove(List<Entry> entries, PeerId peer) => entries.RemoveAll(entry => entry.Peer.Id == peer) > 0;

    /// <summary>One place of a bucket.</summary>
    internal sealed class Entry(KademliaPeer peer, KademliaKey key)
    {
        public KademliaPeer Peer { get; } = peer;

        public KademliaKey Key { get; } = key;

        public int Failures { get; set; }
    }
}
