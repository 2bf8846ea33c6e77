using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Network;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task The_builtins_tell_the_routing_table()
    {
        await using TestPeer bootstrap = await TestPeer.StartAsync(), peer = await JoinAsync(bootstrap);
        string answer = await AskAsync(peer, "neigh_with_addrs");
        Assert.Contains(bootstrap.Node.PeerId.ToString(), answer, StringComparison.Ordinal);
        Assert.Contains(bootstrap.Address.WithoutPeerId().ToString(), answer, StringComparison.Ordinal);

        // a client is connected and known, but is none of the network
        KeyPair client = KeyPair.Generate();
        await peer.ConnectAsync(key: client);
        Assert.DoesNotContain(client.PeerId.ToString(), await AskAsync(peer, "neighborhood"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identify_tells_the_protocol_of_the_network()
    {
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { Network = "kras" });
        Libp2pHost host = await peer.ConnectAsync();
        await Eventually.True(() => host.Connections.All(connection => connection.Identity is not null), "the peer has told who it is");
        Assert.Contains("/fluence/kad/kras/1.0.0", host.Connections.First().Identity!.Protocols);
    }

    [Fact]
    public async Task Peers_of_different_networks_do_not_discover_each_other()
    {
        await using TestPeer bootstrap = await TestPeer.StartAsync(config => config with { Network = "stage" });
        await using TestPeer peer = await TestPeer.StartAsync(config => config with { BootstrapNodes = [bootstrap.Address] });
        await Eventually.True(() => peer.Node.HasConnection(bootstrap.Node.PeerId), "they are connected");
        Assert.Equal("Kademlia bootstrap not finished", peer.Node.CheckHealth().Checks["kademlia_bootstrap"]);
        Assert.Empty(bootstrap.Node.Kademlia.Peers);
    }

    [Fact]
    public async Task Local_addresses_are_not_used_when_they_are_not_allowed()
    {
        await using TestPeer bootstrap = await TestPeer.StartAsync();
        await using TestPeer peer = await TestPeer.StartAsync(
            config => config with { BootstrapNodes = [bootstrap.Address], AllowLocalAddresses = false });
        await Eventually.True(() => bootstrap.Node.Kademlia.Peers.Count == 1, "the bootstrap peer allows them");
        Assert.Empty(peer.Node.Kademlia.Peers);
    }

    [Fact]
    public async Task A_peer_that_announces_a_global_address_does_not_use_local_ones()
    {
        await using TestPeer bootstrap = await TestPeer.StartAsync();
        await using TestPeer peer = await TestPeer.StartAsync(config => config with
        {
            BootstrapNodes = [bootstrap.Address], ExternalMultiaddresses = [Multiaddr.Parse("/ip4/1.1.1.1/tcp/7771")],
        });
        await Eventually.True(() => bootstrap.Node.Kademlia.Peers.Count == 1, "the bootstrap peer allows them");
        Assert.Empty(peer.Node.Kademlia.Peers);
    }

    private static async Task<TestPeer> JoinAsync(TestPeer bootstrap)
    {
        TestPeer peer = await TestPeer.StartAsync(config => config with { BootstrapNodes = [bootstrap.Address] });
        await Eventually.True(() => peer.Node.CheckHealth().StatusCode == 200, "the peer has joined");
        return peer;
    }

    /// <summary>The data of a particle that asks the peer's <c>kad</c> for the neighbourhood of the peer's own id.</summary>
    private static async Task<string> AskAsync(TestPeer peer, string function)
    {
        KeyPair author = KeyPair.Generate();
        TaskCompletionSource<Particle> back = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Libp2pHost host = await peer.ConnectAsync(
            async (stream, cancellation) => back.TrySetResult(await TestPeer.ReadAsync(stream, cancellation)), author);
        string id = peer.Node.PeerId.ToString();
        string script = $"""(seq (call "{id}" ("kad" "{function}") ["{id}"] x) (call "{author.PeerId}" ("client" "done") [x]))""";
        await ParticleProtocol.SendAsync(host, peer.Node.PeerId, peer.Particle(author, script), CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString((await back.Task.Soon()).Data.Span);
    }
}
