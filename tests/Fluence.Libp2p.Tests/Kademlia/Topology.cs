using Fluence.Crypto;
using Fluence.Libp2p.Kademlia;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Kademlia;

/// <summary>A network in memory: who answers, and what. Everything happens at once and in order, so runs repeat.</summary>
internal sealed class Topology : IKademliaTransport
{
    private readonly Dictionary<PeerId, RoutingTable> _tables = [];

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Peers that answer something else; a request that must fail throws an <see cref="IOException"/>.</summary>
    public Dictionary<PeerId, Func<KademliaPeer, CancellationToken, Task<IReadOnlyList<KademliaPeer>>>> Behaviours { get; } = [];

    /// <summary>Who was asked or connected with, in order.</summary>
    public List<PeerId> Asked { get; } = [];

    public HashSet<PeerId> Connected { get; } = [];

    /// <summary>Of each peer whether it answered.</summary>
    public List<(PeerId Peer, bool Answered)> Reported { get; } = [];

    public IReadOnlyCollection<PeerId> Peers => _tables.Keys;

    /// <summary>Peers 1 to <paramref name="count"/>, each of which has heard of all others once, in random order.</summary>
    public static Topology Of(int count, int seed = 1)
    {
        Topology topology = new();
        Random random = new(seed);
        int[] numbers = [.. Enumerable.Range(1, count)];
        foreach (int number in numbers)
        {
            RoutingTable table = new(KademliaPeers.Id(number), 20);
            int[] others = [.. numbers];
            random.Shuffle(others);
            foreach (int other in others.Take(400))
            {
                table.Add(KademliaPeers.Peer(other));
            }

            topology._tables.Add(KademliaPeers.Id(number), table);
        }

        return topology;
    }

    public void FailAt(PeerId peer) => Behaviours[peer] = (_, _) => throw new IOException("down");

    public void HangAt(PeerId peer) => Behaviours[peer] = async (_, cancellation) =>
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return [];
    };

    public bool IsConnected(PeerId peer) => Connected.Contains(peer);

    public async Task ConnectAsync(KademliaPeer peer, CancellationToken cancellationToken) => await AnswerAsync(peer, default, cancellationToken);

    public async Task<KademliaMessage> AskAsync(KademliaPeer peer, KademliaMessage request, CancellationToken cancellationToken) =>
        new(request.Type, request.Key, [.. await AnswerAsync(peer, request.Key, cancellationToken)]);

    public Task<LookupResult> LookUpAsync(
        ReadOnlyMemory<byte> key, PeerId? wanted, IEnumerable<KademliaPeer> start, KademliaOptions? options = null) =>
        new Lookup(this, options ?? KademliaPeers.Options, Clock, KademliaPeers.Id(0), key, wanted, (peer, ok) => Reported.Add((peer, ok)))
            .RunAsync(start, CancellationToken.None);

    private Task<IReadOnlyList<KademliaPeer>> AnswerAsync(KademliaPeer peer, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        Asked.Add(peer.Id);
        if (Behaviours.TryGetValue(peer.Id, out Func<KademliaPeer, CancellationToken, Task<IReadOnlyList<KademliaPeer>>>? behaviour))
        {
            return behaviour(peer, cancellationToken);
        }

        return _tables.TryGetValue(peer.Id, out RoutingTable? table)
            ? Task.FromResult(table.Closest(KademliaKey.Of(key.Span), 20, KademliaPeers.Id(0)))
            : throw new IOException("there is no such peer");
    }
}
