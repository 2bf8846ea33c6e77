using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Particles.Model;

namespace Fluence.Particles.Execution;

/// <summary>What all particles of one peer share.</summary>
internal sealed record ParticleEnvironment(
    KeyPair Identity,
    ParticleOptions Options,
    AvmPool Pool,
    IParticleEffects Effects,
    ParticleMetrics Metrics,
    ParticleLog Log,
    TimeProvider Time)
{
    private readonly string _currentPeerId = Identity.PeerId.ToString();

    /// <summary>The interpreter's parameters for a run on this peer.</summary>
    public RunParameters RunParameters(Particle particle) => new(
        particle.InitPeerId.ToString(),
        _currentPeerId,
        particle.Timestamp,
        particle.Ttl,
        particle.Id,
        KeyFormat: 0,
        Identity.Seed,
        Options.SizeLimits);
}
