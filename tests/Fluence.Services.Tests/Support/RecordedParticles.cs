using System.Collections.Concurrent;
using Fluence.Crypto;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;

namespace Fluence.Services.Tests.Support;

/// <summary>Keeps the particles that spells start instead of executing them.</summary>
internal sealed class RecordedParticles : IParticleHost
{
    public ConcurrentQueue<StartedParticle> Started { get; } = new();

    public ConcurrentDictionary<PeerId, KeyPair> Workers { get; } = new();

    public void AddWorker(KeyPair worker) => Workers[worker.PeerId] = worker;

    public void RemoveWorker(PeerId worker) => Workers.TryRemove(worker, out _);

    public ValueTask<string?> StartAsync(PeerScope scope, string id, string script, TimeSpan ttl, CancellationToken cancellation)
    {
        Started.Enqueue(new StartedParticle(scope, id, script, ttl));
        return ValueTask.FromResult<string?>(null);
    }
}

internal sealed record StartedParticle(PeerScope Scope, string Id, string Script, TimeSpan Ttl);
