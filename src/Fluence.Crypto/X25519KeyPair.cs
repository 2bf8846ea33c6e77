using System.Security.Cryptography;
using BouncyX25519 = Org.BouncyCastle.Math.EC.Rfc7748.X25519;

namespace Fluence.Crypto;

/// <summary>An X25519 key pair for Diffie-Hellman agreement (RFC 7748).</summary>
public sealed class X25519KeyPair
{
    /// <summary>The length of keys and of the shared secret, in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _secret;
    private readonly OpenSsl.KeyHandle? _key;

    private X25519KeyPair(byte[] secret, bool useLibcrypto)
    {
        _secret = secret;
        if (useLibcrypto)
        {
            _key = OpenSsl.PrivateKey(OpenSsl.X25519Type, secret);
            PublicKey = OpenSsl.GetPublicKey(_key);
        }
        else
        {
            byte[] publicKey = new byte[Length];
            BouncyX25519.ScalarMultBase(secret, 0, publicKey, 0);
            PublicKey = publicKey;
        }
    }

    /// <summary>The public half, 32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Makes a key pair from the operating system's random source.</summary>
    public static X25519KeyPair Generate() => new(RandomNumberGenerator.GetBytes(Length), OpenSsl.IsAvailable);

    /// <summary>Takes a secret of 32 bytes.</summary>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public static X25519KeyPair FromSecret(ReadOnlySpan<byte> secret) => secret.Length == Length
        ? new X25519KeyPair(secret.ToArray(), OpenSsl.IsAvailable)
        : throw new ArgumentException($"an X25519 secret has 32 bytes, this one has {secret.Length}", nameof(secret));

    /// <summary>The portable implementation.</summary>
    internal static X25519KeyPair Managed(ReadOnlySpan<byte> secret) => new(secret.ToArray(), useLibcrypto: false);

    /// <summary>
    /// The shared secret with the holder of <paramref name="peerPublicKey"/>; false when the key has a wrong length or is a point of
    /// small order, whose secret would be all zeros (RFC 7748 §6.1).
    /// </summary>
    /// <param name="peerPublicKey">The other side's public key, 32 bytes.</param>
    /// <param name="sharedSecret">Where the 32 bytes go.</param>
    public bool TryDeriveSharedSecret(ReadOnlySpan<byte> peerPublicKey, Span<byte> sharedSecret)
    {
        if (peerPublicKey.Length != Length)
        {
            return false;
        }

        if (_key is not null)
        {
            return OpenSsl.TryDeriveX25519(_key, peerPublicKey, sharedSecret);
        }

        byte[] result = new byte[Length];
        BouncyX25519.ScalarMult(_secret, 0, peerPublicKey.ToArray(), 0, result, 0);
        result.CopyTo(sharedSecret);
        return result.AsSpan().ContainsAnyExcept((byte)0);
    }
}
