using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Services.Scopes;

namespace Fluence.Services.Calls;

/// <summary>A call of a function of this peer.</summary>
/// <param name="Request">Service, function, arguments and their tetraplets.</param>
/// <param name="Particle">The particle that makes it.</param>
/// <param name="Scope">On whom it is called: the peer itself or one of its workers.</param>
/// <param name="Deadline">When the particle expires; no call outlives it.</param>
public sealed record CallContext(CallRequest Request, CallingParticle Particle, PeerScope Scope, DateTimeOffset Deadline)
{
    /// <summary>The peer that made the particle.</summary>
    public PeerId InitPeerId => Particle.InitPeerId;
}
