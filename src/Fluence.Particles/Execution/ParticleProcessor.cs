using System.Collections.Concurrent;
using System.Diagnostics;
using Fluence.Crypto;
using Fluence.Particles.Model;
using Microsoft.Extensions.Logging;

namespace Fluence.Particles.Execution;

/// <summary>
/// Admits particles to a peer and gives each its actor. Admission checks, in this order: life, load, signature.
/// </summary>
public sealed class ParticleProcessor : IAsyncDisposable
{
    private readonly ParticleEnvironment _environment;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ParticleKey, ActorEntry> _actors = new();

    /// <summary>Makes the processor of one peer, or of one worker of a peer.</summary>
    /// <param name="identity">Its key, with which its steps are signed.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="pool">The interpreters, which it may share with others.</param>
    /// <param name="effects">Services and network.</param>
    /// <param name="metrics">The counters.</param>
    /// <param name="logger">Where refusals and defects are told.</param>
    /// <param name="time">The clock.</param>
    public ParticleProcessor(
        KeyPair identity,
        ParticleOptions options,
        AvmPool pool,
        IParticleEffects effects,
        ParticleMetrics metrics,
        ILogger logger,
        TimeProvider time)
    {
        _environment = new ParticleEnvironment(
            identity, options, pool, effects, metrics, new ParticleLog(logger), time);
    }

    /// <summary>Takes a particle in, from the network or made here. Waits while the particle's mailbox is full.</summary>
    /// <returns>Null when it was admitted, otherwise why not; refusals are counted and logged.</returns>
    public async ValueTask<RefusalReason?> AdmitAsync(Particle particle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(particle);
        using Activity? span = ParticleTracing.Receive(particle, _environment.Identity.PeerId);
        RefusalReason? refusal = await AdmitAsync(particle, span?.Context ?? default, cancellation);
        span?.SetStatus(refusal is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, refusal?.ToString());
        return refusal;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_actors.Values.Select(entry => entry.Running));
        _stopping.Dispose();
    }

    private async ValueTask<RefusalReason?> AdmitAsync(Particle particle, ActivityContext origin, CancellationToken cancellation)
    {
        DateTimeOffset now = _environment.Time.GetUtcNow();
        if (particle.IsExpired(now))
        {
            return Refuse(particle, RefusalReason.Expired);
        }

        ParticleKey key = ParticleKey.Of(particle);
        if (!_actors.TryGetValue(key, out ActorEntry? entry))
        {
            if (!HasRoom(particle))
            {
                return Refuse(particle, RefusalReason.Overloaded);
            }

            if (!ParticleSignature.Verify(particle))
            {
                return Refuse(particle, RefusalReason.BadSignature);
            }

            ActorEntry added = new(new ParticleActor(particle, _environment, Life(particle, now)));
            entry = _actors.GetOrAdd(key, added);
            if (ReferenceEquals(entry, added))
            {
                _environment.Metrics.AddLive(1);
                entry.Running = RunAsync(key, entry);
            }
        }

        // the signature is known to be good for the particle that the actor was made for, and for no other
        if (!entry.Actor.IsSame(particle))
        {
            return Refuse(particle, RefusalReason.BadSignature);
        }

        return await entry.Actor.DeliverAsync(particle.Data, origin, cancellation) ? null : Refuse(particle, RefusalReason.Expired);
    }

    private bool HasRoom(Particle particle) => _environment.Metrics.LiveParticles < _environment.Options.MaxLiveParticles
        && _environment.Metrics.StoredBytes + particle.Data.Length <= _environment.Options.MaxStoredBytes;

    private TimeSpan Life(Particle particle, DateTimeOffset now)
    {
        // one millisecond more than the deadline, because the deadline itself is still within the particle's life
        double left = particle.Deadline - (double)now.ToUnixTimeMilliseconds() + 1;
        return TimeSpan.FromMilliseconds(Math.Min(left, _environment.Options.MaxTtl.TotalMilliseconds));
    }

    private async Task RunAsync(ParticleKey key, ActorEntry entry)
    {
        await entry.Actor.RunAsync(_stopping.Token);
        _actors.TryRemove(key, out _);
        _environment.Metrics.AddLive(-1);
        _environment.Effects.OnEnded(entry.Actor.Particle);
    }

    private RefusalReason Refuse(Particle particle, RefusalReason reason)
    {
        _environment.Metrics.OnRefused(reason);
        _environment.Log.ParticleRefused(particle.Id, particle.InitPeerId, reason);
        return reason;
    }

    private sealed class ActorEntry(ParticleActor actor)
    {
        public ParticleActor Actor { get; } = actor;

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
