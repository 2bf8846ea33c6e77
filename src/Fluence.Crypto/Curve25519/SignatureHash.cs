using System.Buffers;
using System.Security.Cryptography;

namespace Fluence.Crypto.Curve25519;

/// <summary>A message with 64 bytes of room before it, for the hashes of Ed25519 over prefixes and the message.</summary>
internal ref struct SignatureHash
{
    /// <summary>The size of a buffer on the stack that is enough for short messages.</summary>
    internal const int StackSize = 512;

    private const int Room = 64;

    private readonly byte[]? _rented;
    private readonly Span<byte> _buffer;

    internal SignatureHash(ReadOnlySpan<byte> message, Span<byte> stack)
    {
        int length = Room + message.Length;
        _rented = length <= stack.Length ? null : ArrayPool<byte>.Shared.Rent(length);
        _buffer = (_rented ?? stack)[..length];
        message.CopyTo(_buffer[Room..]);
    }

    /// <summary>SHA-512 of two times 32 bytes and the message, modulo L.</summary>
    internal readonly void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> scalar)
    {
        first.CopyTo(_buffer);
        second.CopyTo(_buffer[32..]);
        Compute(_buffer, scalar);
    }

    /// <summary>SHA-512 of 32 secret bytes and the message, modulo L; no copy of the secret stays.</summary>
    internal readonly void ComputeSecret(ReadOnlySpan<byte> prefix, Span<byte> scalar)
    {
        prefix.CopyTo(_buffer[32..]);
        Compute(_buffer[32..], scalar);
        CryptographicOperations.ZeroMemory(_buffer[..Room]);
    }

    internal readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static void Compute(ReadOnlySpan<byte> bytes, Span<byte> scalar)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(bytes, hash);
        Scalar.Reduce(hash, scalar);
        CryptographicOperations.ZeroMemory(hash);
    }
}
