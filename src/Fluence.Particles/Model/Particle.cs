using Fluence.Crypto;

namespace Fluence.Particles.Model;

/// <summary>
/// The packet in which a script travels: the script itself, who made it and for how long it lives, that peer's signature, and the
/// data in which every step so far is recorded.
/// </summary>
/// <param name="Id">Chosen by the maker, normally a UUID.</param>
/// <param name="InitPeerId">The peer that made the particle.</param>
/// <param name="Timestamp">When it was made, in milliseconds since 1970.</param>
/// <param name="Ttl">How long it lives, in milliseconds.</param>
/// <param name="Script">The AIR script.</param>
/// <param name="Signature">The maker's Ed25519 signature, 64 bytes (<see cref="ParticleSignature"/>).</param>
/// <param name="Data">Interpreter data; empty at first.</param>
public sealed record Particle(
    string Id,
    PeerId InitPeerId,
    ulong Timestamp,
    uint Ttl,
    string Script,
    ReadOnlyMemory<byte> Signature,
    ReadOnlyMemory<byte> Data)
{
    /// <summary>
    /// The first millisecond at which the particle is expired; the largest value when the sum overflows, which no clock accepts.
    /// </summary>
    public ulong Deadline => Timestamp > ulong.MaxValue - Ttl ? ulong.MaxValue : Timestamp + Ttl;

    /// <summary>Makes and signs a particle.</summary>
    public static Particle Create(KeyPair author, string id, DateTimeOffset now, TimeSpan ttl, string script)
    {
        ArgumentNullException.ThrowIfNull(author);
        ulong timestamp = (ulong)now.ToUnixTimeMilliseconds();
        uint ttlMilliseconds = (uint)Math.Clamp(ttl.TotalMilliseconds, 0, uint.MaxValue);
        byte[] signature = author.Sign(ParticleSignature.SignedBytes(id, timestamp, ttlMilliseconds, script));
        return new Particle(id, author.PeerId, timestamp, ttlMilliseconds, script, signature, default);
    }

    /// <summary>
    /// Whether the particle is dead at <paramref name="now"/>. A timestamp whose sum with the TTL overflows counts as expired,
    /// as in the original.
    /// </summary>
    public bool IsExpired(DateTimeOffset now) =>
        Deadline == ulong.MaxValue || (ulong)Math.Max(0, now.ToUnixTimeMilliseconds()) > Deadline;
}
