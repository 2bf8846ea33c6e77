using Fluence.Crypto;
using Fluence.Libp2p.Kademlia;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Kademlia;

public class LookupTests
{
    private static readonly byte[] Key = [1, 2, 3];

    private static readonly KademliaPeer[] Start = [.. Enumerable.Range(1, 3).Select(KademliaPeers.Peer)];

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task The_nearest_peers_of_the_network_are_found(int count)
    {
        Topology topology = Topology.Of(count);

        LookupResult result = await topology.LookUpAsync(Key, null, Start).Soon();

        Assert.Equal(KademliaPeers.ByDistance(topology.Peers, Key).Take(20), result.Closest.Select(peer => peer.Id));
        Assert.InRange(result.Requests, 1, 45);
        Assert.Equal(result.Requests, topology.Asked.Distinct().Count());
    }

    [Fact]
    public async Task A_wanted_peer_is_found_with_few_requests()
    {
        Topology topology = Topology.Of(1000);

        LookupResult result = await topology.LookUpAsync(KademliaPeers.Id(777).Bytes, KademliaPeers.Id(777), Start).Soon();

        Assert.Equal(KademliaPeers.Id(777), result.Found!.Id);
        Assert.Equal([KademliaPeers.Address(777)], result.Found.Addresses.AsEnumerable());
        Assert.InRange(result.Requests, 1, 20);
    }

    [Fact]
    public async Task A_peer_that_does_not_exist_is_not_found()
    {
        Topology topology = Topology.Of(200);
        LookupResult result = await topology.LookUpAsync(KademliaPeers.Id(777).Bytes, KademliaPeers.Id(777), Start).Soon();
        Assert.Null(result.Found);
        Assert.Equal(20, result.Closest.Count);
    }

    [Fact]
    public async Task Nobody_to_ask_is_an_empty_result()
    {
        LookupResult result = await Topology.Of(5).LookUpAsync(Key, null, []).Soon();
        Assert.Empty(result.Closest);
        Assert.Equal(0, result.Requests);
    }

    [Fact]
    public async Task Dead_peers_are_passed_over_and_reported()
    {
        Topology topology = Topology.Of(300);
        PeerId[] dead = [.. Enumerable.Range(4, 296).Where(number => number % 3 == 0).Select(KademliaPeers.Id)];
        Array.ForEach(dead, topology.FailAt);

        LookupResult result = await topology.LookUpAsync(Key, null, Start).Soon();

        Assert.Equal(KademliaPeers.ByDistance(topology.Peers.Except(dead), Key).Take(20), result.Closest.Select(peer => peer.Id));
        Assert.All(topology.Reported, report => Assert.Equal(!dead.Contains(report.Peer), report.Answered));
        Assert.Contains(topology.Reported, report => !report.Answered);
    }

    [Fact]
    public async Task Slow_peers_do_not_hold_a_lookup_up()
    {
        Topology topology = Topology.Of(300);
        PeerId[] slow = [.. KademliaPeers.ByDistance(topology.Peers, Key).Take(6)];
        Array.ForEach(slow, topology.HangAt);
        KademliaPeer[] start = [.. slow.Take(3).Select(peer => new KademliaPeer(peer, [KademliaPeers.Address(1)])), Start[0]];
        long begin = topology.Clock.GetTimestamp();

        Task<LookupResult> running = topology.LookUpAsync(Key, null, start);
        await Eventually.True(
            () =>
            {
                if (topology.Clock.IsAwaited(KademliaPeers.Options.Patience))
                {
                    topology.Clock.Advance(KademliaPeers.Options.Patience);
                }

                return running.IsCompleted;
            },
            "the lookup ends");

        // each slow peer holds it up once at most
        Assert.Equal(
            KademliaPeers.ByDistance(topology.Peers.Except(slow), Key).Take(20), (await running).Closest.Select(peer => peer.Id));
        Assert.InRange(topology.Clock.GetElapsedTime(begin), KademliaPeers.Options.Patience, 6 * KademliaPeers.Options.Patience);
    }

    [Fact]
    public async Task A_lookup_that_nobody_answers_ends_with_its_time()
    {
        Topology topology = Topology.Of(5);
        Array.ForEach([.. topology.Peers], topology.HangAt);
        Task<LookupResult> running = topology.LookUpAsync(Key, null, Start);
        topology.Clock.Advance(KademliaPeers.Options.LookupTimeout - TimeSpan.FromSeconds(1));
        Assert.False(running.IsCompleted);
        topology.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await running.Soon()).Closest);
        Assert.Equal(0, topology.Clock.TimerCount);
    }

    [Fact]
    public async Task A_flood_of_invented_peers_ends_with_the_requests_of_one_lookup()
    {
        // every peer answers, and each answer tells of hundreds of new ones
        Topology topology = new();
        int next = 100;
        Dictionary<PeerId, bool> seen = [];
        Func<KademliaPeer, CancellationToken, Task<IReadOnlyList<KademliaPeer>>> lie = null!;
        lie = (_, _) =>
        {
            KademliaPeer[] invented = [.. Enumerable.Range(next, 500).Select(KademliaPeers.Peer)];
            next += 500;
            foreach (KademliaPeer peer in invented.Take(20))
            {
                topology.Behaviours[peer.Id] = lie;
                seen[peer.Id] = true;
            }

            return Task.FromResult<IReadOnlyList<KademliaPeer>>(invented);
        };
        topology.Behaviours[Start[0].Id] = lie;

        LookupResult result = await topology.LookUpAsync(
            Key, null, Start[..1], KademliaPeers.Options with { RequestsPerLookup = 30 }).Soon();

        Assert.InRange(result.Requests, 20, 30);
        Assert.All(topology.Asked.Skip(1), peer => Assert.Contains(peer, seen.Keys));
    }

    [Fact]
    public void Candidates_are_bounded()
    {
        LookupFrontier frontier = new(KademliaKey.Of(Key), KademliaPeers.Id(0), KademliaPeers.Options);
        PeerId[] all = [.. Enumerable.Range(1, 5000).Select(KademliaPeers.Id)];
        frontier.Add(Enumerable.Range(1, 5000).Select(KademliaPeers.Peer));
        Assert.Equal(frontier.Capacity, frontier.Count);
        Assert.Equal(KademliaPeers.ByDistance(all, Key).First(), frontier.Next()!.Id);
    }

    [Fact]
    public async Task Answers_that_lead_in_circles_and_to_this_peer_end()
    {
        Topology topology = new();
        foreach (KademliaPeer peer in Start)
        {
            topology.Behaviours[peer.Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>([KademliaPeers.Peer(0), .. Start, .. Start]);
        }

        LookupResult result = await topology.LookUpAsync(Key, null, Start[..1]).Soon();

        Assert.Equal(3, result.Requests);
        Assert.Equal(3, topology.Asked.Distinct().Count());
        Assert.DoesNotContain(KademliaPeers.Id(0), topology.Asked);
    }

    [Fact]
    public async Task A_liar_does_not_keep_a_lookup_from_the_right_addresses()
    {
        Topology topology = new();
        PeerId wanted = KademliaPeers.Id(50);
        topology.Behaviours[wanted] = (peer, _) => peer.Addresses.Contains(KademliaPeers.Address(50))
            ? Task.FromResult<IReadOnlyList<KademliaPeer>>([]) : throw new IOException("wrong address");
        topology.Behaviours[Start[0].Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>(
            [new KademliaPeer(wanted, [.. Enumerable.Range(100, 30).Select(KademliaPeers.Address)])]);
        topology.Behaviours[Start[1].Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>([KademliaPeers.Peer(50)]);

        LookupResult result = await topology.LookUpAsync(wanted.Bytes, wanted, Start[..2]).Soon();

        Assert.Equal([KademliaPeers.Address(50)], result.Found!.Addresses.AsEnumerable());
    }

    [Fact]
    public async Task Liars_make_a_lookup_dial_only_so_often()
    {
        Topology topology = new();
        PeerId wanted = KademliaPeers.Id(50);
        KademliaPeer[] liars = [.. Enumerable.Range(1, 20).Select(KademliaPeers.Peer)];
        foreach ((int index, KademliaPeer liar) in liars.Index())
        {
            topology.Behaviours[liar.Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>(
                [new KademliaPeer(wanted, [KademliaPeers.Address(1000 + index)])]);
        }

        LookupResult result = await topology.LookUpAsync(wanted.Bytes, wanted, liars).Soon();

        Assert.Null(result.Found);
        Assert.Equal(LookupCandidate.MaxTellers, topology.Asked.Count(peer => peer == wanted));
    }

    [Fact]
    public async Task Peers_without_a_usable_address_are_asked_only_when_connected()
    {
        Topology topology = Topology.Of(10);
        KademliaPeer silent = KademliaPeers.Peer(5) with { Addresses = [] }, connected = KademliaPeers.Peer(6) with { Addresses = [] };
        topology.Connected.Add(connected.Id);
        topology.Behaviours[Start[0].Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>([silent, connected]);
        topology.Behaviours[connected.Id] = (_, _) => Task.FromResult<IReadOnlyList<KademliaPeer>>([]);

        await topology.LookUpAsync(Key, null, Start[..1]).Soon();

        Assert.Equal([Start[0].Id, connected.Id], topology.Asked);
    }
}
