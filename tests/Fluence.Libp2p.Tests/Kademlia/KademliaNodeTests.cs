using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Kademlia;

public class KademliaNodeTests
{
    [Fact]
    public async Task A_peer_is_found_through_another_and_connected()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1), b = await KademliaHost.StartAsync(2), c = await KademliaHost.StartAsync(3);
        await a.JoinAsync(b);
        await c.JoinAsync(b);
        Assert.False(a.Host.IsConnected(c.Host.PeerId));

        KademliaPeer? found = await a.Node.FindPeerAsync(c.Host.PeerId).Soon();

        Assert.Equal([c.Host.ListenAddresses[0].WithoutPeerId()], found!.Addresses.AsEnumerable());
        Assert.True(a.Host.IsConnected(c.Host.PeerId));
        Assert.Equal([b.Host.PeerId, c.Host.PeerId], (await a.Node.FindClosestAsync(b.Host.PeerId.Bytes).Soon()).Select(peer => peer.Id));
    }

    [Fact]
    public async Task A_refresh_makes_peers_of_one_bootstrap_known_to_each_other()
    {
        await using KademliaHost bootstrap = await KademliaHost.StartAsync(1);
        await using KademliaHost a = await KademliaHost.StartAsync(2), b = await KademliaHost.StartAsync(3);
        await a.JoinAsync(bootstrap);
        await b.JoinAsync(bootstrap);
        Assert.False(a.Node.HasBootstrapped);

        Assert.True(await a.Node.RefreshAsync().Soon());

        Assert.True(a.Node.HasBootstrapped);
        await Eventually.True(() => b.Node.Peers.Contains(a.Host.PeerId), "a was found by b");
    }

    [Fact]
    public async Task A_started_node_refreshes_itself_once_somebody_is_known()
    {
        ManualTimeProvider stopped = new();
        await using KademliaHost a = await KademliaHost.StartAsync(1, time: stopped), b = await KademliaHost.StartAsync(2);
        a.Node.Start();
        await a.JoinAsync(b);
        await Eventually.True(() => a.Node.HasBootstrapped, "it has asked b without waiting for its time");
        long lookups = a.Node.Metrics.Lookups;
        await Eventually.True(
            () =>
            {
                // one timer waits for the next refresh; with more of them a request is on its way, which must not time out
                if (stopped.TimerCount == 1)
                {
                    stopped.Advance(TimeSpan.FromSeconds(10));
                }

                return a.Node.Metrics.Lookups > lookups + 3;
            },
            "it refreshes again and again");
    }

    [Fact]
    public async Task A_refresh_with_nobody_does_not_succeed()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1);
        Assert.False(await a.Node.RefreshAsync().Soon());
        Assert.False(a.Node.HasBootstrapped);
    }

    [Fact]
    public async Task Peers_of_another_network_do_not_enter_the_table()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1);
        await using KademliaHost b = await KademliaHost.StartAsync(
            2, KademliaPeers.Options with { Protocol = "/fluence/kad/other/1.0.0" });
        await using Libp2pHost plain = TestHosts.Create(3);
        int identified = 0;
        a.Host.PeerIdentified += (_, _) => Interlocked.Increment(ref identified);
        await a.Host.DialAsync(b.Host.ListenAddresses[0]).Soon();
        await plain.DialAsync(a.Host.ListenAddresses[0]).Soon();
        await Eventually.True(() => identified == 2, "both have told who they are");
        Assert.Empty(a.Node.Peers);
        Assert.Empty(b.Node.Peers);
    }

    [Fact]
    public async Task Peers_at_local_addresses_do_not_enter_the_table_unless_allowed()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1, KademliaPeers.Options with { AllowLocalAddresses = () => false });
        await using KademliaHost b = await KademliaHost.StartAsync(2);
        TaskCompletionSource identified = new();
        a.Host.PeerIdentified += (_, _) => identified.TrySetResult();
        await a.Host.DialAsync(b.Host.ListenAddresses[0]).Soon();
        await identified.Task.Soon();
        Assert.Empty(a.Node.Peers);
        await Eventually.True(() => b.Node.Peers.Count == 1, "b takes a");
    }

    [Fact]
    public async Task A_peer_that_is_searched_in_vain_is_not_searched_for_a_while()
    {
        ManualTimeProvider stopped = new();
        await using KademliaHost a = await KademliaHost.StartAsync(1, time: stopped), b = await KademliaHost.StartAsync(2);
        await a.JoinAsync(b);
        for (int i = 0; i < KademliaPeers.Options.SearchFailures + 5; i++)
        {
            Assert.Null(await a.Node.FindPeerAsync(KademliaPeers.Id(1)).Soon());
        }

        Assert.Equal(KademliaPeers.Options.SearchFailures, a.Node.Metrics.Lookups);
        Assert.NotNull(await a.Node.FindPeerAsync(b.Host.PeerId).Soon());
        stopped.Advance(KademliaPeers.Options.SearchPause);
        Assert.Null(await a.Node.FindPeerAsync(KademliaPeers.Id(1)).Soon());
        Assert.Equal(KademliaPeers.Options.SearchFailures + 1, a.Node.Metrics.Lookups);
    }

    [Fact]
    public async Task Searches_for_one_peer_share_a_lookup_and_end_when_the_node_is_disposed()
    {
        Topology topology = Topology.Of(3);
        Array.ForEach([.. topology.Peers], topology.HangAt);
        await using Libp2pHost host = TestHosts.Create(1);
        KademliaNode node = new(host, KademliaPeers.Options, null, topology.Clock, topology);
        using CancellationTokenSource impatient = new();
        await using KademliaHost other = await KademliaHost.StartAsync(2);
        await host.DialAsync(other.Host.ListenAddresses[0]).Soon();
        await Eventually.True(() => node.Peers.Count == 1, "there is somebody to ask");
        topology.HangAt(other.Host.PeerId);
        Task<KademliaPeer?> first = node.FindPeerAsync(KademliaPeers.Id(9), impatient.Token), second = node.FindPeerAsync(KademliaPeers.Id(9));
        await Eventually.True(() => topology.Asked.Count == 1, "a peer was asked");

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Soon());
        Assert.False(second.IsCompleted);
        await node.DisposeAsync();

        Assert.Null(await second.Soon());
        Assert.Equal([other.Host.PeerId], topology.Asked);
        Assert.Null(await node.FindPeerAsync(KademliaPeers.Id(9)).Soon());
    }

    [Fact]
    public async Task A_connected_peer_that_was_dropped_while_it_failed_comes_back_with_a_refresh()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1), b = await KademliaHost.StartAsync(2);
        await a.JoinAsync(b);
        b.Host.Handle(KademliaPeers.Protocol, (stream, _) => throw new StreamResetException("test", "out of order"));
        Assert.False(await a.Node.RefreshAsync().Soon());
        Assert.False(await a.Node.RefreshAsync().Soon());
        Assert.Empty(a.Node.Peers);
        RoutingTable empty = new(b.Host.PeerId, 20);
        KademliaServer server = new(empty, KademliaPeers.Options, b.Node.Metrics, TimeProvider.System);
        b.Host.Handle(KademliaPeers.Protocol, server.ServeAsync);
        Assert.True(await a.Node.RefreshAsync().Soon());
        Assert.Equal([b.Host.PeerId], a.Node.Peers);
    }

    [Fact]
    public async Task Who_has_not_bootstrapped_tries_again_soon_however_often_that_fails()
    {
        const int failures = 8;
        TimeSpan longest = 1.25 * KademliaPeers.Options.RetryInterval;
        ManualTimeProvider stopped = new();
        await using KademliaHost a = await KademliaHost.StartAsync(1, time: stopped), b = await KademliaHost.StartAsync(2);
        KademliaServer server = new(new RoutingTable(b.Host.PeerId, 20), KademliaPeers.Options, b.Node.Metrics, TimeProvider.System);
        int asked = 0;
        b.Host.Handle(KademliaPeers.Protocol, (stream, stopping) => Interlocked.Increment(ref asked) <= failures
            ? throw new StreamResetException("test", "still starting") : server.ServeAsync(stream, stopping));
        DateTimeOffset begun = stopped.GetUtcNow();
        a.Node.Start();
        await a.JoinAsync(b);
        await Eventually.True(
            () =>
            {
                // what waits for the next refresh, and not what ends a lookup
                if (stopped.TimerCount == 1 && stopped.UntilNext is { } wait && wait <= longest && !a.Node.HasBootstrapped)
                {
                    stopped.Advance(wait);
                }

                return a.Node.HasBootstrapped;
            },
            "it has bootstrapped");
        Assert.True(asked > failures);
        Assert.InRange(stopped.GetUtcNow() - begun, TimeSpan.Zero, (failures + 1) * longest);
    }

    [Fact]
    public async Task Peers_that_have_gone_leave_the_table()
    {
        await using KademliaHost a = await KademliaHost.StartAsync(1);
        KademliaHost b = await KademliaHost.StartAsync(2);
        await a.JoinAsync(b);
        await b.DisposeAsync();
        await Eventually.True(() => !a.Host.IsConnected(b.Host.PeerId), "a has noticed");
        await a.Node.FindClosestAsync(new byte[] { 1 }).Soon();
        Assert.Single(a.Node.Peers);
        await a.Node.FindClosestAsync(new byte[] { 1 }).Soon();
        Assert.Empty(a.Node.Peers);
    }
}
