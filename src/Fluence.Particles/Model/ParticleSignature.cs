using System.Buffers.Binary;
using System.Text;
using Fluence.Crypto;

namespace Fluence.Particles.Model;

/// <summary>
/// What the maker of a particle signs: <c>utf8(id) ‖ u64 LE timestamp ‖ u32 LE ttl ‖ utf8(script)</c>. The data is not covered: each
/// step in it has a signature of its own.
/// </summary>
public static class ParticleSignature
{
    /// <summary>The bytes that are signed.</summary>
    public static byte[] SignedBytes(string id, ulong timestamp, uint ttl, string script)
    {
        int idLength = Encoding.UTF8.GetByteCount(id);
        byte[] bytes = new byte[idLength + sizeof(ulong) + sizeof(uint) + Encoding.UTF8.GetByteCount(script)];
        Encoding.UTF8.GetBytes(id, bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(idLength), timestamp);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(idLength + sizeof(ulong)), ttl);
        Encoding.UTF8.GetBytes(script, bytes.AsSpan(idLength + sizeof(ulong) + sizeof(uint)));
        return bytes;
    }

    /// <summary>Whether the init peer has signed the particle. False also for ids that embed no Ed25519 key.</summary>
    public static bool Verify(Particle particle)
    {
        ArgumentNullException.ThrowIfNull(particle);
        return particle.InitPeerId.TryGetPublicKey(out PublicKey? key)
            && key.Verify(SignedBytes(particle.Id, particle.Timestamp, particle.Ttl, particle.Script), particle.Signature.Span);
    }
}
