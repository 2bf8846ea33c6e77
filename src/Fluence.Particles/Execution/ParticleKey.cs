using System.Buffers.Binary;
using Fluence.Particles.Model;

namespace Fluence.Particles.Execution;

/// <summary>What tells particles apart: the signature, not the id, which anyone may choose.</summary>
internal readonly struct ParticleKey(ReadOnlyMemory<byte> signature) : IEquatable<ParticleKey>
{
    private readonly ReadOnlyMemory<byte> _signature = signature;

    public static ParticleKey Of(Particle particle) => new(particle.Signature);

    public bool Equals(ParticleKey other) => _signature.Span.SequenceEqual(other._signature.Span);

    public override bool Equals(object? obj) => obj is ParticleKey other && Equals(other);

    // signatures are uniformly distributed already
    public override int GetHashCode() => _signature.Length < sizeof(int) ? 0 : BinaryPrimitives.ReadInt32LittleEndian(_signature.Span);
}
