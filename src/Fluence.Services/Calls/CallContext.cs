using Fluence.AquaVM;
using Fluence.Crypto;

namespace Fluence.Services.Calls;

/// <summary>A call of a host function, with what the function may know about the particle that makes it.</summary>
/// <param name="Request">Service, function, arguments and their tetraplets.</param>
/// <param name="ParticleId">The particle's id.</param>
/// <param name="InitPeerId">The peer that made and signed the particle.</param>
/// <param name="Deadline">When the particle expires; no call outlives it.</param>
public sealed record CallContext(CallRequest Request, string ParticleId, PeerId InitPeerId, DateTimeOffset Deadline);
