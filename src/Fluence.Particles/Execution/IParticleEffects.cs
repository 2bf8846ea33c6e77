using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Particles.Model;

namespace Fluence.Particles.Execution;

/// <summary>
/// What particles do to the world: call services and go to other peers. A seam: a node implements it over its services and
/// libp2p, a client over its callbacks and its relay, tests in memory.
/// </summary>
public interface IParticleEffects
{
    /// <summary>
    /// Runs a service call and answers its result; errors are results. Completing synchronously spares an interpreter run.
    /// </summary>
    ValueTask<CallResult> CallAsync(Particle particle, CallRequest request, CancellationToken cancellation);

    /// <summary>Sends the particle to another peer; false when it could not be delivered, which has been logged.</summary>
    Task<bool> SendAsync(PeerId peer, Particle particle, CancellationToken cancellation);

    /// <summary>Told of every interpreter run, failed ones included, before its effects are carried out.</summary>
    void OnInterpreted(Particle particle, InvokeRequest request, InvokeOutcome outcome);

    /// <summary>Told when a particle has ended here: nothing of it runs any more.</summary>
    void OnEnded(Particle particle);
}
