using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Particles.Execution;

namespace Fluence.Peer;

/// <summary>
/// The particle processors of a node: the peer's own, where everything from the network arrives, and one for each worker. They share the
/// interpreters; each signs with its own key.
/// </summary>
internal sealed class ScopeProcessors : IAsyncDisposable
{
    private readonly ConcurrentDictionary<PeerId, ParticleProcessor> _all = new();

    /// <summary>The peer's own.</summary>
    public required ParticleProcessor Host { get; init; }

    /// <summary>The processor of the peer or of a worker of it.</summary>
    public bool TryFind(PeerId peer, [NotNullWhen(true)] out ParticleProcessor? processor) => _all.TryGetValue(peer, out processor);

    /// <summary>Makes a scope one that takes part in scripts.</summary>
    public void Add(PeerId id, ParticleProcessor processor) => _all[id] = processor;

    /// <summary>Ends the particles of a worker.</summary>
    public async ValueTask RemoveAsync(PeerId worker)
    {
        if (_all.TryRemove(worker, out ParticleProcessor? processor))
        {
            await processor.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (PeerId id in _all.Keys)
        {
            await RemoveAsync(id);
        }
    }
}
