using Fluence.Crypto;
using Fluence.Libp2p.Kademlia;

namespace Fluence.Libp2p.Tests.Kademlia;

public sealed class RoutingTableTests
{
    private readonly RoutingTable _table = new(KademliaPeers.Id(0), 20);

    [Fact]
    public void The_closest_peers_come_in_order_of_the_xor_of_hashes()
    {
        foreach (int number in Enumerable.Range(1, 15))
        {
            _table.Add(KademliaPeers.Peer(number));
        }

        byte[] key = [1, 2, 3];
        IEnumerable<PeerId> expected = KademliaPeers.ByDistance(Enumerable.Range(1, 15).Select(KademliaPeers.Id), key).Take(7);
        Assert.Equal(expected, _table.Closest(KademliaKey.Of(key), 7).Select(peer => peer.Id));
        Assert.DoesNotContain(
            KademliaPeers.Id(3), _table.Closest(KademliaKey.Of(key), 20, except: KademliaPeers.Id(3)).Select(peer => peer.Id));
    }

    [Fact]
    public void A_table_of_many_peers_is_small()
    {
        for (int number = 1; number <= 5000; number++)
        {
            _table.Add(KademliaPeers.Peer(number));
        }

        // half of all peers belong into the first bucket, a quarter into the second
        Assert.InRange(_table.Count, 120, 250);
        Assert.All(
            _table.Peers.GroupBy(peer => KademliaKey.Of(peer).DistanceTo(_table.Self).LeadingZeros), bucket => Assert.InRange(bucket.Count(), 1, 20));
    }

    [Fact]
    public void This_peer_itself_is_never_in_the_table()
    {
        _table.Add(KademliaPeers.Peer(0));
        _table.Touch(KademliaPeers.Id(0));
        _table.Remove(KademliaPeers.Id(0));
        Assert.False(_table.Fail(KademliaPeers.Id(0)));
        Assert.Null(_table.Find(KademliaPeers.Id(0)));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void A_peer_that_answers_keeps_its_place_in_a_full_bucket()
    {
        KademliaPeer[] peers = FillFarthestBucket();
        KademliaPeer? check = _table.Add(peers[20]);
        Assert.Equal(peers[0].Id, check!.Id);
        Assert.Null(_table.Add(peers[21]));
        _table.Checked(check.Id, isAlive: true);
        Assert.NotNull(_table.Find(peers[0].Id));
        Assert.Null(_table.Find(peers[20].Id));
        Assert.Equal(peers[1].Id, _table.Add(peers[22])!.Id);
    }

    [Fact]
    public void A_dead_peer_of_a_full_bucket_gives_its_place_to_the_latest_newcomer()
    {
        KademliaPeer[] peers = FillFarthestBucket();
        KademliaPeer check = _table.Add(peers[20])!;
        _table.Add(peers[21]);
        _table.Checked(check.Id, isAlive: false);
        Assert.Null(_table.Find(peers[0].Id));
        Assert.NotNull(_table.Find(peers[21].Id));
        Assert.Null(_table.Find(peers[20].Id));
        Assert.True(_table.Fail(peers[1].Id));
        Assert.NotNull(_table.Find(peers[20].Id));
        Assert.Equal(20, _table.Count);
    }

    [Fact]
    public void A_peer_whose_place_nobody_wants_may_fail_once()
    {
        _table.Add(KademliaPeers.Peer(1));
        Assert.False(_table.Fail(KademliaPeers.Id(1)));
        _table.Touch(KademliaPeers.Id(1));
        Assert.False(_table.Fail(KademliaPeers.Id(1)));
        Assert.True(_table.Fail(KademliaPeers.Id(1)));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void What_a_peer_tells_of_itself_replaces_what_it_told_before()
    {
        _table.Add(KademliaPeers.Peer(1));
        _table.Add(KademliaPeers.Peer(1) with { Addresses = [KademliaPeers.Address(77)] });
        Assert.Equal([KademliaPeers.Address(77)], _table.Find(KademliaPeers.Id(1))!.Addresses.AsEnumerable());
        Assert.Equal(1, _table.Count);
    }

    private KademliaPeer[] FillFarthestBucket()
    {
        KademliaPeer[] far = [.. Enumerable.Range(1, 1000).Select(KademliaPeers.Peer)
            .Where(peer => KademliaKey.Of(peer.Id).DistanceTo(_table.Self).LeadingZeros == 0).Take(30)];
        foreach (KademliaPeer peer in far[..20])
        {
            Assert.Null(_table.Add(peer));
        }

        return far;
    }
}
