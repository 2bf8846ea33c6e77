using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Deals;

/// <summary>
/// Executes the particles of spells on the peer and its workers, one step after the other and always in the same order. It can be told to
/// stop at a call, as a peer does that is killed.
/// </summary>
internal sealed class LocalParticles(TestKit.ManualTimeProvider time) : IParticleHost
{
    private readonly AquaVm _vm = new();
    private readonly Lock _lock = new();
    private readonly Queue<(CallingParticle Particle, PeerId Peer, ReadOnlyMemory<byte> Data)> _waiting = new();
    private readonly Dictionary<(string Particle, PeerId Peer), ReadOnlyMemory<byte>> _data = [];
    private readonly Dictionary<PeerId, KeyPair> _keys = new() { [BuiltinHarness.Host] = BuiltinHarness.HostKey };

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    /// <summary>The call at which the peer is killed; null for none.</summary>
    public int? KillAt { get; set; }

    /// <summary>Whether it is killed after that call was carried out; otherwise before.</summary>
    public bool KillAfter { get; set; }

    /// <summary>The calls in the order in which they were made, each with its particle.</summary>
    public List<(string Particle, string Function)> History { get; } = [];

    /// <summary>Which particles get lost on their way from one to the other, by their id and by whom they are to reach.</summary>
    public Func<string, PeerId, bool> Loses { get; set; } = static (_, _) => false;

    /// <summary>The errors of scripts, and of calls.</summary>
    public List<string> Errors { get; } = [];

    public void AddWorker(KeyPair worker)
    {
        lock (_lock)
        {
            _keys[worker.PeerId] = worker;
        }
    }

    public void RemoveWorker(PeerId worker)
    {
        lock (_lock)
        {
            _keys.Remove(worker);
        }
    }

    public ValueTask<string?> StartAsync(PeerScope scope, string id, string script, TimeSpan ttl, CancellationToken cancellation)
    {
        PeerId init = scope.Worker ?? BuiltinHarness.Host;
        lock (_lock)
        {
            // signatures tell particles apart, and nobody checks this one
            byte[] signature = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id));
            CallingParticle particle = new(
                id, init, (ulong)time.GetUtcNow().ToUnixTimeMilliseconds(), (uint)ttl.TotalMilliseconds, script, signature);
            _waiting.Enqueue((particle, init, default));
        }

        return ValueTask.FromResult<string?>(null);
    }

    /// <summary>Executes all that waits, and what comes of it, until nothing does.</summary>
    /// <exception cref="KilledException">The call was reached at which the peer is killed.</exception>
    public async Task RunAsync(HostedPeer peer)
    {
        while (true)
        {
            // timers that are due now
            time.Advance(TimeSpan.Zero);
            await TestKit.Eventually.True(() => peer.AreSpellsIdle || Count > 0, "spells have begun");
            (CallingParticle, PeerId, ReadOnlyMemory<byte>) next;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    break;
                }
            }

            await StepAsync(peer, next.Item1, next.Item2, next.Item3);
        }
    }

    private int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    private async Task StepAsync(HostedPeer peer, CallingParticle particle, PeerId at, ReadOnlyMemory<byte> incoming)
    {
        PeerScope scope = at == BuiltinHarness.Host ? PeerScope.Host : new PeerScope(at);
        if (!_keys.TryGetValue(at, out KeyPair? key) || !peer.Executes(scope, particle.InitPeerId))
        {
            return;
        }

        Dictionary<uint, CallResult> results = [];
        do
        {
            RunParameters parameters = new(
                particle.InitPeerId.ToString(), at.ToString(), particle.Timestamp, particle.Ttl, particle.Id, 0, key.Seed,
                SizeLimits.Default);
            InvokeOutcome outcome = _vm.Invoke(new InvokeRequest(
                particle.Script, _data.GetValueOrDefault((particle.Id, at)), incoming, parameters, results));
            incoming = default;
            _data[(particle.Id, at)] = outcome.Data;
            if (outcome.RetCode != 0)
            {
                Errors.Add($"{outcome.RetCode}: {outcome.ErrorMessage}");
            }

            lock (_lock)
            {
                foreach (string next in outcome.NextPeers)
                {
                    Assert.True(PeerId.TryParse(next, out PeerId? target));
                    if (!Loses(particle.Id, target))
                    {
                        _waiting.Enqueue((particle, target, outcome.Data));
                    }
                }
            }

            results = [];
            foreach ((uint id, CallRequest request) in outcome.CallRequests.OrderBy(call => call.Key))
            {
                results[id] = await CallAsync(peer, new CallContext(request, particle, scope, DateTimeOffset.MaxValue));
            }
        }
        while (results.Count > 0);
    }

    private async Task<CallResult> CallAsync(HostedPeer peer, CallContext call)
    {
        bool isLast = Calls++ == KillAt;
        if (isLast && !KillAfter)
        {
            throw new KilledException();
        }

        History.Add((call.Particle.Id, $"{call.Request.ServiceId}.{call.Request.FunctionName}"));
        CallResult result = await peer.Functions.CallAsync(call, CancellationToken.None);
        if (isLast)
        {
            throw new KilledException();
        }

        if (result.RetCode != 0)
        {
            Errors.Add($"{call.Request.ServiceId}.{call.Request.FunctionName}: {result.Result}");
        }

        return result;
    }
}

/// <summary>The peer was killed.</summary>
internal sealed class KilledException : Exception;
