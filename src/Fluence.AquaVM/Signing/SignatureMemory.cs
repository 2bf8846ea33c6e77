using System.Buffers.Binary;
using Fluence.Crypto;
using Fluence.Primitives.Hashing;

namespace Fluence.AquaVM.Signing;

/// <summary>
/// Remembers, up to a bound, which signatures were found to be good and which the host's key has made. Both are functions of key and
/// message alone (Ed25519 is deterministic), so remembering changes no result; and a peer meets the same signatures in every step of a
/// particle, while checking or making one takes as long as a hundred values. What is remembered are BLAKE3 digests over key, signature and
/// message.
/// </summary>
/// <param name="capacity">How many of each kind to remember; 0 for none.</param>
internal sealed class SignatureMemory(int capacity)
{
    private const int DigestLength = Blake3.DigestLength;

    // a slot is replaced as a whole; whoever loses a race computes again
    private readonly byte[]?[] _good = new byte[]?[capacity];
    private readonly byte[]?[] _made = new byte[]?[capacity];

    /// <summary>Whether <paramref name="signature"/> is good.</summary>
    public bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (capacity == 0 || signature.Length != PublicKey.SignatureLength)
        {
            return key.Verify(message, signature);
        }

        byte[] digest = Digest(key, signature, message);
        ref byte[]? slot = ref _good[Slot(digest)];
        if (slot is { } known && known.AsSpan().SequenceEqual(digest))
        {
            return true;
        }

        bool good = key.Verify(message, signature);
        if (good)
        {
            slot = digest;
        }

        return good;
    }

    /// <summary>The signature of <paramref name="message"/>.</summary>
    public ReadOnlySpan<byte> Sign(KeyPair keyPair, ReadOnlySpan<byte> message)
    {
        if (capacity == 0)
        {
            return keyPair.Sign(message);
        }

        byte[] digest = Digest(keyPair.PublicKey, default, message);
        ref byte[]? slot = ref _made[Slot(digest)];
        if (slot is { } known && known.AsSpan(0, DigestLength).SequenceEqual(digest))
        {
            return known.AsSpan(DigestLength);
        }

        byte[] signature = keyPair.Sign(message);
        slot = [.. digest, .. signature];
        return signature;
    }

    private static byte[] Digest(PublicKey key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message)
    {
        // the key has a fixed length and the signature one of two, each in a table of its own
        byte[] digest = new byte[DigestLength];
        int length = PublicKey.Length + signature.Length + DigestLength;
        Span<byte> input = stackalloc byte[length];
        key.Bytes.Span.CopyTo(input);
        signature.CopyTo(input[PublicKey.Length..]);
        Blake3.Hash(message, input[(length - DigestLength)..]);
        Blake3.Hash(input, digest);
        return digest;
    }

    private int Slot(ReadOnlySpan<byte> digest) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(digest) % (uint)capacity);
}
