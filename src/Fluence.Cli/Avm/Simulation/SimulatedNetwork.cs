using System.Collections.Immutable;
using Fluence.AquaVM;

namespace Fluence.Cli.Avm.Simulation;

/// <summary>
/// A network without a network: a particle goes from peer to peer until nothing is under way. Everything is deterministic, the order of
/// deliveries too unless a seed mixes it.
/// </summary>
internal sealed class SimulatedNetwork
{
    private const ulong Timestamp = 1_700_000_000_000;
    private const uint Ttl = 60_000;
    private const string ParticleId = "simulated-particle";

    private readonly AquaVm _vm = new();
    private readonly Dictionary<string, SimulatedPeer> _peers = [];
    private readonly ImmutableArray<ServiceRule> _rules;
    private readonly Dictionary<(ServiceRule Rule, string Peer), int> _answered = [];
    private readonly Random? _order;

    /// <summary>Makes the peers.</summary>
    /// <param name="names">The peers' names; the first makes the particle.</param>
    /// <param name="rules">How services answer; what no rule fits goes to the builtins.</param>
    /// <param name="seed">Mixes the order of deliveries; null keeps the order of sending.</param>
    public SimulatedNetwork(IReadOnlyList<string> names, ImmutableArray<ServiceRule> rules, int? seed)
    {
        _rules = rules;
        _order = seed is { } number ? new Random(number) : null;
        foreach (string name in names)
        {
            SimulatedPeer peer = new(name, () => _peers.Values);
            _peers.Add(peer.Id, peer);
        }

        InitPeer = _peers.Values.First();
    }

    /// <summary>The peer that makes the particle.</summary>
    public SimulatedPeer InitPeer { get; }

    /// <summary>The peers, by id.</summary>
    public IReadOnlyDictionary<string, SimulatedPeer> Peers => _peers;

    /// <summary>The id of the simulated particle, which its signatures are salted with.</summary>
    public static string Particle => ParticleId;

    /// <summary>Runs a script until the network is quiet.</summary>
    /// <param name="air">The script, with real peer ids.</param>
    /// <param name="maxDeliveries">After how many deliveries to give up.</param>
    /// <param name="observe">Told of everything in the order in which it happens.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>False when it did not come to rest.</returns>
    public async Task<bool> RunAsync(string air, int maxDeliveries, Action<SimulationEvent> observe, CancellationToken cancellation)
    {
        List<(SimulatedPeer To, ReadOnlyMemory<byte> Data)> underWay = [(InitPeer, default)];
        for (int deliveries = 0; underWay.Count > 0; deliveries++)
        {
            if (deliveries == maxDeliveries)
            {
                return false;
            }

            int chosen = _order?.Next(underWay.Count) ?? 0;
            (SimulatedPeer to, ReadOnlyMemory<byte> data) = underWay[chosen];
            underWay.RemoveAt(chosen);
            await DeliverAsync(to, air, data, underWay, observe, cancellation);
        }

        return true;
    }

    private async Task DeliverAsync(
        SimulatedPeer peer,
        string air,
        ReadOnlyMemory<byte> data,
        List<(SimulatedPeer To, ReadOnlyMemory<byte> Data)> underWay,
        Action<SimulationEvent> observe,
        CancellationToken cancellation)
    {
        RunParameters parameters = new(
            InitPeer.Id, peer.Id, Timestamp, Ttl, ParticleId, KeyFormat: 0, peer.Key.Seed, SizeLimits.Default);
        Dictionary<uint, CallResult> results = [];
        do
        {
            InvokeRequest request = new(air, peer.Data, data, parameters, results);
            InvokeOutcome outcome = _vm.Invoke(request);
            observe(new Interpreted(peer, request, outcome));
            peer.Data = outcome.Data;
            data = default;
            foreach (string next in outcome.NextPeers)
            {
                SimulatedPeer? to = _peers.GetValueOrDefault(next);
                observe(new Sent(peer, to, next, outcome.Data.Length));
                if (to is not null)
                {
                    underWay.Add((to, outcome.Data));
                }
            }

            results = [];
            foreach ((uint callId, CallRequest call) in outcome.CallRequests.OrderBy(call => call.Key))
            {
                CallResult result = await CallAsync(peer, call, parameters, cancellation);
                observe(new Called(peer, call, result));
                results.Add(callId, result);
            }
        }
        while (results.Count > 0);
    }

    private ValueTask<CallResult> CallAsync(SimulatedPeer peer, CallRequest call, RunParameters parameters, CancellationToken cancellation)
    {
        if (_rules.FirstOrDefault(rule => rule.Matches(peer.Name, call)) is not { } found)
        {
            return peer.CallBuiltinAsync(call, parameters, cancellation);
        }

        int previous = _answered.GetValueOrDefault((found, peer.Id));
        _answered[(found, peer.Id)] = previous + 1;
        return ValueTask.FromResult(found.Answer(call, previous));
    }
}
