using System.Collections.Concurrent;
using Fluence.Crypto;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Services;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;

namespace Fluence.Peer;

/// <summary>
/// The particle processors of a node: the peer's own, where everything from the network arrives, and one for each worker. They share the
/// interpreters; each signs with its own key.
/// </summary>
internal sealed class ScopeProcessors : IParticleHost, IAsyncDisposable
{
    private readonly ConcurrentDictionary<PeerId, ParticleProcessor> _all = new();
    private readonly ConcurrentDictionary<PeerId, Task> _ending = new();
    private readonly PeerScopes _scopes;
    private readonly HostedPeer _hosted;
    private readonly Func<ScopeProcessors, PeerScope, KeyPair, ParticleProcessor> _make;
    private readonly TimeProvider _time;
    private volatile bool _isStopping;

    public ScopeProcessors(
        KeyPair host,
        PeerScopes scopes,
        HostedPeer hosted,
        Func<ScopeProcessors, PeerScope, KeyPair, ParticleProcessor> make,
        TimeProvider time)
    {
        _scopes = scopes;
        _hosted = hosted;
        _make = make;
        _time = time;
        Host = make(this, PeerScope.Host, host);
        _all[host.PeerId] = Host;
    }

    /// <summary>The peer's own.</summary>
    public ParticleProcessor Host { get; }

    /// <summary>Whether a peer is this one or a worker of it.</summary>
    public bool IsLocal(PeerId peer) => _all.ContainsKey(peer);

    /// <summary>
    /// Hands a particle over to the peer or a worker of it. A worker that is not active drops it without a word, unless it is of the host
    /// or its manager.
    /// </summary>
    /// <returns>Null when it was taken or dropped, otherwise why not.</returns>
    public async ValueTask<string?> AdmitAsync(PeerId peer, Particle particle, CancellationToken cancellation)
    {
        if (!_scopes.TryFind(peer, out PeerScope scope) || !_all.TryGetValue(peer, out ParticleProcessor? processor))
        {
            return $"worker {peer} is there no more";
        }

        if (!_hosted.Executes(scope, particle.InitPeerId))
        {
            return null;
        }

        try
        {
            return (await processor.AdmitAsync(particle, cancellation))?.ToString();
        }
        catch (ObjectDisposedException)
        {
            return $"worker {peer} is there no more";
        }
    }

    /// <inheritdoc/>
    public void AddWorker(KeyPair worker) => _all[worker.PeerId] = _make(this, new PeerScope(worker.PeerId), worker);

    /// <inheritdoc/>
    public void RemoveWorker(PeerId worker)
    {
        // not awaited: it waits for calls, of which one may be the removal itself
        if (_all.TryRemove(worker, out ParticleProcessor? processor))
        {
            Task ending = processor.DisposeAsync().AsTask();
            _ending[worker] = ending;
            _ = ending.ContinueWith(
                _ => _ending.TryRemove(worker, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string?> StartAsync(PeerScope scope, string id, string script, TimeSpan ttl, CancellationToken cancellation)
    {
        if (_isStopping)
        {
            return null;
        }

        return _scopes.TryFindKey(scope, out KeyPair? key)
            ? await AdmitAsync(key.PeerId, Particle.Create(key, id, _time.GetUtcNow(), ttl, script), cancellation)
            : $"worker {scope.Worker} is there no more";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        foreach (PeerId id in _all.Keys)
        {
            RemoveWorker(id);
        }

        await Task.WhenAll(_ending.Values);
    }
}
