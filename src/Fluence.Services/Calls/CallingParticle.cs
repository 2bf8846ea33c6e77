using Fluence.Crypto;

namespace Fluence.Services.Calls;

/// <summary>What a function may know about the particle that calls it.</summary>
/// <param name="Id">The particle's id, which its maker chose.</param>
/// <param name="InitPeerId">The peer that made and signed the particle.</param>
/// <param name="Timestamp">When it was made, in milliseconds since 1970.</param>
/// <param name="Ttl">How long it lives, in milliseconds.</param>
/// <param name="Script">Its script.</param>
/// <param name="Signature">Its maker's signature.</param>
public sealed record CallingParticle(
    string Id, PeerId InitPeerId, ulong Timestamp, uint Ttl, string Script, ReadOnlyMemory<byte> Signature);
