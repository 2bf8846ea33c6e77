using System.Security.Cryptography;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// A seed expanded for signing (RFC 8032 §5.1.5): the secret scalar, the prefix of nonces and the public key. Signing is constant time in
/// both secrets, and clears what it derives from them.
/// </summary>
internal sealed class ExpandedKey : Ed25519.SigningKey
{
    private readonly byte[] _scalar = new byte[Scalar.Length];
    private readonly byte[] _prefix = new byte[32];

    internal ExpandedKey(ReadOnlySpan<byte> seed)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(seed, hash);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        hash[..32].CopyTo(_scalar);
        hash[32..].CopyTo(_prefix);
        CryptographicOperations.ZeroMemory(hash);
        BasePoint.Multiply(_scalar, PublicKey);
    }

    /// <inheritdoc/>
    public override byte[] PublicKey { get; } = new byte[Crypto.PublicKey.Length];

    /// <inheritdoc/>
    public override byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[Crypto.PublicKey.SignatureLength];
        Span<byte> r = signature.AsSpan(0, 32), s = signature.AsSpan(32);
        Span<byte> nonce = stackalloc byte[Scalar.Length], k = stackalloc byte[Scalar.Length];
        using SignatureHash hash = new(message, stackalloc byte[SignatureHash.StackSize]);
        hash.ComputeSecret(_prefix, nonce);
        BasePoint.Multiply(nonce, r);
        hash.Compute(r, PublicKey, k);
        Scalar.MultiplyAdd(k, _scalar, nonce, s);
        CryptographicOperations.ZeroMemory(nonce);
        return signature;
    }
}
