using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>
/// A network of peers with our interpreters, in which time passes only from event to event and everything that happens depends on a seed:
/// how long deliveries take (and so their order), which are delivered twice, and what goes wrong with faulty peers.
/// </summary>
internal sealed class SimulatedNetwork
{
    /// <summary>How much later than others a late peer answers, in milliseconds.</summary>
    public const long TooLate = 20_000;

    private const int SlowestDelivery = 40;

    private readonly List<string> _log = [];
    private readonly Dictionary<string, SimulatedPeer> _peers = new(StringComparer.Ordinal);
    private readonly SimulatedPeer _client;
    private int _particles;

    /// <param name="vm">The interpreter of all peers, which remembers nothing but what it could compute again.</param>
    /// <param name="seed">Another seed, other events.</param>
    /// <param name="replicas">How many replicas there are, beside a client and its relay, which are always well.</param>
    public SimulatedNetwork(AquaVm vm, int seed, int replicas)
    {
        Vm = vm;
        Random = new Random(seed);
        _client = Add("client");
        Relay = Add("relay");
        Replicas = [.. Enumerable.Range(1, replicas).Select(number => Add($"r{number}"))];
        Note($"seed {seed}");
    }

    public AquaVm Vm { get; }

    public Random Random { get; }

    public VirtualClock Clock { get; } = new();

    public IReadOnlyList<SimulatedPeer> Replicas { get; }

    /// <summary>The relay of clients.</summary>
    public SimulatedPeer Relay { get; }

    public IEnumerable<SimulatedPeer> Faulty => Replicas.Where(static peer => peer.Fault != Fault.None);

    public IEnumerable<SimulatedPeer> Correct => Replicas.Where(static peer => peer.Fault == Fault.None);

    /// <summary>The services of replicas: what one answers to a call; null where it has no such service.</summary>
    public Dictionary<string, Func<SimulatedPeer, CallContext, CallResult>> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>What a liar answers in place of the truth.</summary>
    public Func<SimulatedPeer, CallContext, CallResult, CallResult> Lie { get; set; } = static (_, _, result) => result;

    /// <summary>What happens to a peer that stops, beside that it forgets particles.</summary>
    public event Action<SimulatedPeer>? Restarting;

    /// <summary>How many deliveries in a hundred take up to ten times as long as others.</summary>
    public int SlowPercent { get; set; }

    /// <summary>How many calls in a hundred the client makes, through its relay; the relay makes the others itself, as spells do.</summary>
    public int ClientPercent { get; set; } = 70;

    /// <summary>By when peers that stop have stopped, in milliseconds.</summary>
    public int LastStop { get; set; } = 400;

    /// <summary>What has happened.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The replicas as Aqua's <c>[]Replica</c>.</summary>
    public JsonValue ReplicaList => new JsonArray(Replicas.Select(static JsonValue (peer) => new JsonObject(
        ("host_id", new JsonString(peer.Id)), ("worker_id", new JsonString(peer.Id)))));

    /// <summary>Makes so many replicas faulty, in ways that are drawn from those given.</summary>
    public void Break(int count, params ReadOnlySpan<Fault> ways)
    {
        SimulatedPeer[] shuffled = [.. Replicas];
        Random.Shuffle(shuffled);
        foreach (SimulatedPeer peer in shuffled.AsSpan(0, count))
        {
            peer.Fault = ways[Random.Next(ways.Length)];
            Note($"{peer.Name} {peer.Fault}");
            if (peer.Fault is Fault.Dies or Fault.Restarts)
            {
                // often at once, otherwise in the middle of things
                int stops = Random.Next(3) == 0 ? 0 : Random.Next(LastStop);
                Clock.After(stops, peer.Stop);
                if (peer.Fault == Fault.Restarts)
                {
                    Clock.After(stops + Random.Next(1, 3_000), peer.Start);
                }
            }
        }
    }

    /// <summary>Calls a function, for the client or for its relay.</summary>
    public SimulatedParticle Call(string air, params (string Name, JsonValue Value)[] arguments)
    {
        return Call(Random.Next(100) < ClientPercent ? _client : Relay, air, arguments);
    }

    /// <summary>Has a peer call a function; the relay of a peer that can be dialled is itself.</summary>
    public SimulatedParticle Call(SimulatedPeer init, string air, params (string Name, JsonValue Value)[] arguments)
    {
        SimulatedParticle particle = new(
            $"p{++_particles}", air, init, init == _client ? Relay : init, arguments.ToDictionary(static each => each.Name, static each => each.Value), Clock.Now, 60_000);
        Note($"{init.Name} calls {particle.Id}: {string.Join(", ", arguments.Where(static each => each.Name != "replicas"))}");
        Clock.After(0, () => init.Receive(particle, default));
        return particle;
    }

    /// <summary>Lets time pass until a particle has ended.</summary>
    public void Finish(SimulatedParticle particle) => Clock.Run(() => particle.IsDone, particle.Started + particle.Ttl);

    /// <summary>Calls a function and waits for its one result.</summary>
    public JsonValue Run(string air, params (string Name, JsonValue Value)[] arguments)
    {
        SimulatedParticle particle = Call(air, arguments);
        Finish(particle);
        return particle.Result;
    }

    /// <summary>Has a peer call a function and waits for its one result.</summary>
    public JsonValue Run(SimulatedPeer init, string air, params (string Name, JsonValue Value)[] arguments)
    {
        SimulatedParticle particle = Call(init, air, arguments);
        Finish(particle);
        return particle.Result;
    }

    public void OnStopped(SimulatedPeer peer) => Restarting?.Invoke(peer);

    public bool IsHosted(SimulatedPeer peer, string service) => Services.ContainsKey(service) && peer != _client;

    public CallResult CallHosted(SimulatedPeer peer, CallContext call) => Services[call.Request.ServiceId](peer, call);

    public void Send(SimulatedParticle particle, SimulatedPeer from, string to, ReadOnlyMemory<byte> data)
    {
        if (!_peers.TryGetValue(to, out SimulatedPeer? peer))
        {
            Note($"{from.Name} {particle.Id} sends to nobody: {to}");
            return;
        }

        if ((from.Fault == Fault.Lossy || peer.Fault == Fault.Lossy) && Random.Next(2) == 0)
        {
            Note($"{from.Name} {particle.Id} to {peer.Name} is lost");
            return;
        }

        int copies = Random.Next(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            int slowest = SlowPercent > 0 && Random.Next(100) < SlowPercent ? 10 * SlowestDelivery : SlowestDelivery;
            Clock.After(Random.Next(1, slowest), () => peer.Receive(particle, data));
        }
    }

    public void Note(string what) => _log.Add($"{Clock.Now,6} {Named(what)}");

    private SimulatedPeer Add(string name)
    {
        SimulatedPeer peer = new(this, name, new Neighbours(this, name));
        _peers.Add(peer.Id, peer);
        return peer;
    }

    /// <summary>A text with peers' names in place of their ids.</summary>
    private string Named(string text) => text.Contains("12D3", StringComparison.Ordinal)
        ? _peers.Values.Aggregate(text, static (all, peer) => all.Replace(peer.Id, peer.Name, StringComparison.Ordinal))
        : text;

    /// <summary>Every peer knows all replicas but itself.</summary>
    private sealed class Neighbours(SimulatedNetwork network, string self) : IPeerConnectivity
    {
        public IReadOnlyCollection<PeerId> KnownPeers =>
            [.. network.Replicas.Where(peer => peer.Name != self).Select(static peer => peer.Key.PeerId)];

        public IReadOnlyList<string>? FindAddresses(PeerId peer) => [];

        public bool HasContact(PeerId peer) => true;

        public Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation) => Task.FromResult(true);
    }
}
