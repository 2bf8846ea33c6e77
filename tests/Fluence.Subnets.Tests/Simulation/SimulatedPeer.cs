using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Services;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>One peer: its interpreter, the functions that every peer has, and services that a test gives it.</summary>
internal sealed class SimulatedPeer
{
    private static readonly ConcurrentDictionary<string, KeyPair> Keys = new(StringComparer.Ordinal);

    private readonly SimulatedNetwork _network;
    private readonly FunctionRouter _functions;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _data = new(StringComparer.Ordinal);
    private int _run;

    public SimulatedPeer(SimulatedNetwork network, string name, IPeerConnectivity neighbours)
    {
        _network = network;
        Name = name;
        Key = Keys.GetOrAdd(name, static text => KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes($"peer {text}"))));
        Id = Key.PeerId.ToString();
        _functions = new FunctionRouter(
            new PeerDescription(static () => []), new PeerScopes(Key, null), neighbours, NullLoggerFactory.Instance, network.Clock);
    }

    public string Name { get; }

    public KeyPair Key { get; }

    public string Id { get; }

    /// <summary>What is wrong with it.</summary>
    public Fault Fault { get; set; }

    /// <summary>Whether it is there at the moment.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Stops it: what it knows of particles is lost.</summary>
    public void Stop()
    {
        IsUp = false;
        _run++;
        _data.Clear();
        _network.Note($"{Name} stops");
        _network.OnStopped(this);
    }

    public void Start()
    {
        IsUp = true;
        _network.Note($"{Name} starts");
    }

    /// <summary>Takes a particle that has arrived.</summary>
    public void Receive(SimulatedParticle particle, ReadOnlyMemory<byte> data)
    {
        if (IsUp && _network.Clock.Now <= particle.Started + particle.Ttl)
        {
            Step(particle, data, []);
        }
    }

    private void Step(SimulatedParticle particle, ReadOnlyMemory<byte> incoming, Dictionary<uint, CallResult> results)
    {
        do
        {
            InvokeOutcome outcome = _network.Vm.Invoke(new InvokeRequest(
                particle.Air, _data.GetValueOrDefault(particle.Id), incoming, Parameters(particle), results));
            incoming = default;
            if (outcome.RetCode != 0)
            {
                _network.Note($"{Name} {particle.Id} error {outcome.RetCode} {outcome.ErrorMessage}");
            }

            _data[particle.Id] = outcome.Data;
            foreach (string next in outcome.NextPeers)
            {
                _network.Send(particle, this, next, outcome.Data);
            }

            results = [];
            foreach ((uint id, CallRequest request) in outcome.CallRequests.OrderBy(static call => call.Key))
            {
                if (Call(particle, id, request) is { } result)
                {
                    results[id] = result;
                }
            }
        }
        while (results.Count > 0);
    }

    /// <summary>Calls a function; null where the result comes later, or never.</summary>
    private CallResult? Call(SimulatedParticle particle, uint id, CallRequest request)
    {
        if (this == particle.Init && Own(particle, request) is { } own)
        {
            return own;
        }

        if ((request.ServiceId, request.FunctionName) == ("peer", "timeout"))
        {
            long wait = long.Parse(request.Arguments[0].ToString(), System.Globalization.CultureInfo.InvariantCulture);
            Answer(particle, id, wait, new CallResult(0, request.Arguments[1].ToString()));
            return null;
        }

        CallContext call = new(
            request,
            new CallingParticle(particle.Id, particle.Init.Key.PeerId, (ulong)(VirtualClock.Start + particle.Started), particle.Ttl, "", default),
            PeerScope.Host,
            DateTimeOffset.MaxValue);
        if (!_network.IsHosted(this, request.ServiceId))
        {
            ValueTask<CallResult> task = _functions.CallAsync(call, CancellationToken.None);
            return task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException($"{request.FunctionName} waits");
        }

        CallService(particle, id, call);
        return null;
    }

    private void CallService(SimulatedParticle particle, uint id, CallContext call)
    {
        long wait = _network.Random.Next(1, 10);
        string what = $"{Name} {particle.Id} {call.Request.ServiceId}.{call.Request.FunctionName}({string.Join(", ", call.Request.Arguments)})";
        switch (Fault)
        {
            case Fault.Hangs:
                _network.Note($"{what} hangs");
                return;
            case Fault.Late:
                wait += SimulatedNetwork.TooLate;
                break;
            case Fault.Fails:
                _network.Note($"{what} fails");
                Answer(particle, id, wait, new CallResult(1, "\"the service is broken\""));
                return;
        }

        // what a service does, it does at once; only the answer takes time
        CallResult result = _network.CallHosted(this, call);
        if (Fault is Fault.Lies or Fault.Equivocates)
        {
            result = _network.Lie(this, call, result);
        }

        _network.Note($"{what} = {result.RetCode} {result.Result}");
        Answer(particle, id, wait, result, Fault == Fault.Forks ? _network.Lie(this, call, result) : null);
    }

    /// <summary>Goes on with a result after some time; with another one too, where there is one, in another history.</summary>
    private void Answer(SimulatedParticle particle, uint id, long wait, CallResult result, CallResult? other = null)
    {
        int run = _run;
        _network.Clock.After(wait, () =>
        {
            if (run == _run && _network.Clock.Now <= particle.Started + particle.Ttl)
            {
                if (other is not null)
                {
                    Fork(particle, new() { [id] = other });
                }

                Step(particle, default, new() { [id] = result });
            }
        });
    }

    /// <summary>Sends everybody what would have become of other results, and keeps nothing of it.</summary>
    private void Fork(SimulatedParticle particle, Dictionary<uint, CallResult> results)
    {
        InvokeOutcome outcome = _network.Vm.Invoke(new InvokeRequest(
            particle.Air, _data.GetValueOrDefault(particle.Id), default, Parameters(particle), results));
        _network.Note($"{Name} {particle.Id} forks with {string.Join(", ", results.Values)}");
        foreach (SimulatedPeer peer in _network.Replicas.Append(_network.Relay).Where(peer => peer != this))
        {
            _network.Send(particle, this, peer.Id, outcome.Data);
        }
    }

    private CallResult? Own(SimulatedParticle particle, CallRequest request)
    {
        switch (request.ServiceId, request.FunctionName)
        {
            case ("getDataSrv", "-relay-"):
                return new CallResult(0, $"\"{particle.Relay.Id}\"");
            case ("getDataSrv", _):
                return new CallResult(0, particle.Arguments[request.FunctionName].ToString());
            case ("callbackSrv", "response"):
                _network.Note($"{Name} {particle.Id} ends: {string.Join(", ", request.Arguments)}");
                particle.Results ??= request.Arguments;
                break;
            case ("errorHandlingSrv", "error"):
                _network.Note($"{Name} {particle.Id} ends with the error {request.Arguments[0]}");
                particle.Error ??= request.Arguments[0].ToString();
                break;
            default:
                return null;
        }

        particle.Ended = Math.Min(particle.Ended, _network.Clock.Now);
        particle.End();
        return new CallResult(0, "\"\"");
    }

    private RunParameters Parameters(SimulatedParticle particle) => new(
        particle.Init.Id, Id, (ulong)(VirtualClock.Start + particle.Started), particle.Ttl, particle.Id, 0, Key.Seed, SizeLimits.Default);
}
