using System.Diagnostics;
using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Fluence.Peer.Tests.Network;

/// <summary>Fifty peers in this process, each of which was told of the first one only.</summary>
public sealed class KademliaNetworkTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Count = 50;

    private readonly List<PeerNode> _nodes = [];

    public async Task InitializeAsync()
    {
        long start = Stopwatch.GetTimestamp();
        _nodes.Add(await StartAsync([]));
        foreach (int[] batch in Enumerable.Range(1, Count - 1).Chunk(7))
        {
            _nodes.AddRange(await Task.WhenAll(batch.Select(_ => StartAsync([_nodes[0].Addresses[0]]))));
        }

        await Eventually.True(() => _nodes.All(node => node.CheckHealth().StatusCode == 200), "all have filled their routing tables");
        output.WriteLine($"{Count} peers up after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, "
            + $"{_nodes.Sum(node => node.Kademlia.Metrics.Requests)} requests, "
            + $"{_nodes.Average(node => node.Kademlia.Peers.Count):F0} peers in a table");
    }

    public async Task DisposeAsync() => await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));

    [Fact]
    public async Task Any_peer_finds_any_other_a_particle_reaches_it_and_all_agree_on_neighbourhoods()
    {
        await AssertStrangersAreFoundAsync();
        foreach (int from in new[] { 1, 17, 49 })
        {
            int[] path = [from, .. Enumerable.Range(1, 5).Select(step => (from + (step * 9)) % Count)];
            Assert.Equal("well", await TravelAsync(path));
        }

        await AssertNeighbourhoodIsThatOfTheNetworkAsync([1, 2, 3]);
    }

    private async Task AssertStrangersAreFoundAsync()
    {
        List<double> times = [];
        List<long> requests = [];
        for (int i = 0; i < Count; i++)
        {
            // strangers where there are any: what is connected already need not be found
            PeerNode node = _nodes[i];
            PeerNode other = Enumerable.Range(1, Count - 1).Select(step => _nodes[(i + step) % Count])
                .MinBy(candidate => (node.HasConnection(candidate.PeerId) ? 2 : 0) + (node.Kademlia.Find(candidate.PeerId) is null ? 0 : 1))!;
            bool isStranger = !node.HasConnection(other.PeerId);
            long before = node.Kademlia.Metrics.Requests;
            long start = Stopwatch.GetTimestamp();
            KademliaPeer? found = await node.Kademlia.FindPeerAsync(other.PeerId).Soon();
            Assert.Equal(other.PeerId, found?.Id);
            Assert.True(node.HasConnection(other.PeerId));
            if (isStranger)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                requests.Add(node.Kademlia.Metrics.Requests - before);
            }
        }

        Assert.NotEmpty(times);
        output.WriteLine($"{times.Count} strangers found: "
            + $"{times.Order().ElementAt(times.Count / 2):F1} ms median, {times.Max():F0} ms at most, {requests.Average():F1} requests");
    }

    private async Task AssertNeighbourhoodIsThatOfTheNetworkAsync(byte[] key)
    {
        PeerId[] expected = [.. ByDistance(_nodes.Where(node => node != _nodes[7]).Select(node => node.PeerId), key).Take(20)];

        // those who joined early could not yet meet those who came late
        await Task.WhenAll(_nodes.Where(node => expected.Contains(node.PeerId))
            .Select(node => node.Kademlia.FindClosestAsync(node.PeerId.Bytes))).Soon();
        Assert.Equal(expected, (await _nodes[7].Kademlia.FindClosestAsync(key).Soon()).Select(peer => peer.Id));
    }

    /// <summary>A client of the first peer of the path sends a particle along it and back.</summary>
    private async Task<string> TravelAsync(int[] path)
    {
        KeyPair author = KeyPair.Generate();
        TaskCompletionSource<Particle> back = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Libp2pHost client = new(author);
        client.Handle(ParticleProtocol.Name, async (stream, cancellation) => back.TrySetResult(await TestPeer.ReadAsync(stream, cancellation)));
        await client.DialAsync(_nodes[path[0]].Addresses[0]).Soon();
        string end = $"""(seq (call "{Id(path[0])}" ("op" "noop") []) (call "{author.PeerId}" ("client" "done") [x]))""";
        string script = path[1..].Reverse().Aggregate(end, (rest, hop) => $"""(seq (call "{Id(hop)}" ("op" "noop") []) {rest})""");
        script = $"""(seq (call "{Id(path[0])}" ("op" "identity") ["well"] x) {script})""";
        Particle particle = Particle.Create(
            author, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow, TimeSpan.FromSeconds(60), script);
        await ParticleProtocol.SendAsync(client, _nodes[path[0]].PeerId, particle, CancellationToken.None);
        Particle answer = await back.Task.Soon();
        return System.Text.Encoding.UTF8.GetString(answer.Data.Span).Contains("\"well\"", StringComparison.Ordinal) ? "well" : "empty";
    }

    private string Id(int index) => _nodes[index].PeerId.ToString();

    private static IEnumerable<PeerId> ByDistance(IEnumerable<PeerId> peers, byte[] key)
    {
        byte[] target = System.Security.Cryptography.SHA256.HashData(key);
        return peers.OrderBy(
            peer => Convert.ToHexString([.. System.Security.Cryptography.SHA256.HashData(peer.Bytes.Span).Zip(target, (x, y) => (byte)(x ^ y))]),
            StringComparer.Ordinal);
    }

    private static Task<PeerNode> StartAsync(IReadOnlyList<Multiaddr> bootstraps) => PeerNode.StartAsync(
        new PeerConfig
        {
            BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = 0, WebSocketPort = null, HttpPort = null,
            BootstrapNodes = bootstraps,
        },
        KeyPair.Generate(), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
}
