using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// The peers known for certain, in 256 buckets by the length of the prefix that their keys share with this peer's: many near ones, few far
/// ones, never more than k of a bucket. Peers that stay alive keep their places, so newcomers cannot flush the table.
/// </summary>
internal sealed class RoutingTable
{
    private readonly Lock _lock = new();
    private readonly PeerId _self;
    private readonly Bucket[] _buckets;

    public RoutingTable(PeerId self, int bucketSize)
    {
        _self = self;
        Self = KademliaKey.Of(self);
        _buckets = [.. Enumerable.Range(0, KademliaKey.Bits).Select(_ => new Bucket(bucketSize))];
    }

    /// <summary>This peer's own point.</summary>
    public KademliaKey Self { get; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _buckets.Sum(bucket => bucket.Entries.Count);
            }
        }
    }

    /// <summary>All peers.</summary>
    public IReadOnlyList<PeerId> Peers
    {
        get
        {
            lock (_lock)
            {
                return [.. _buckets.SelectMany(bucket => bucket.Entries).Select(entry => entry.Peer.Id)];
            }
        }
    }

    /// <summary>Takes a peer that has told about itself just now.</summary>
    /// <returns>A peer to ask whether it is alive, because its bucket is full; <see cref="Checked"/> takes the result.</returns>
    public KademliaPeer? Add(KademliaPeer peer)
    {
        if (peer.Id == _self)
        {
            return null;
        }

        KademliaKey key = KademliaKey.Of(peer.Id);
        lock (_lock)
        {
            return BucketOf(key).Add(peer, key);
        }
    }

    public void Checked(PeerId peer, bool isAlive)
    {
        lock (_lock)
        {
            BucketOf(KademliaKey.Of(peer)).Checked(peer, isAlive);
        }
    }

    /// <summary>A peer has shown that it is alive.</summary>
    public void Touch(PeerId peer)
    {
        if (peer != _self)
        {
            lock (_lock)
            {
                BucketOf(KademliaKey.Of(peer)).Touch(peer);
            }
        }
    }

    /// <summary>A peer did not answer; true when it lost its place.</summary>
    public bool Fail(PeerId peer)
    {
        lock (_lock)
        {
            return peer != _self && BucketOf(KademliaKey.Of(peer)).Fail(peer);
        }
    }

    /// <summary>Forgets a peer, for instance because it does not speak the protocol any more.</summary>
    public void Remove(PeerId peer)
    {
        if (peer != _self)
        {
            lock (_lock)
            {
                BucketOf(KademliaKey.Of(peer)).Drop(peer);
            }
        }
    }

    public KademliaPeer? Find(PeerId peer)
    {
        lock (_lock)
        {
            return peer == _self ? null : BucketOf(KademliaKey.Of(peer)).Find(peer)?.Peer;
        }
    }

    /// <summary>The peers nearest to a point, the nearest first.</summary>
    public IReadOnlyList<KademliaPeer> Closest(KademliaKey target, int count, PeerId? except = null)
    {
        Bucket.Entry[] all;
        lock (_lock)
        {
            all = [.. _buckets.SelectMany(bucket => bucket.Entries)];
        }

        return [.. all.Where(entry => entry.Peer.Id != except)
            .OrderBy(entry => entry.Key.DistanceTo(target)).Take(count).Select(entry => entry.Peer)];
    }

    /// <summary>The first of the buckets, the farthest first and no further than the deepest one in use, that have places left.</summary>
    public IReadOnlyList<int> BucketsToRefresh(int most)
    {
        lock (_lock)
        {
            int deepest = Array.FindLastIndex(_buckets, bucket => bucket.Entries.Count > 0);
            return [.. Enumerable.Range(0, deepest + 1).Take(most).Where(index => !_buckets[index].IsFull)];
        }
    }

    /// <summary>Of each bucket the peer that was silent longest.</summary>
    public IReadOnlyList<KademliaPeer> LongestSilent()
    {
        lock (_lock)
        {
            return [.. _buckets.Where(bucket => bucket.Entries.Count > 0).Select(bucket => bucket.Entries[0].Peer)];
        }
    }

    private Bucket BucketOf(KademliaKey key) => _buckets[Math.Min(key.DistanceTo(Self).LeadingZeros, KademliaKey.Bits - 1)];
}
