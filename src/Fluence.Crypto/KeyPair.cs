using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Fluence.Crypto;

/// <summary>An Ed25519 key pair, the identity of a peer or of a client.</summary>
public sealed class KeyPair
{
    /// <summary>The length of the secret seed, in bytes.</summary>
    public const int SeedLength = 32;

    private readonly byte[] _seed;
    private readonly Ed25519.SigningKey _signingKey;

    private KeyPair(byte[] seed)
    {
        _seed = seed;
        _signingKey = Ed25519.CreateSigningKey(seed);
        if (!PublicKey.TryFromBytes(_signingKey.PublicKey, out PublicKey? publicKey))
        {
            throw new CryptographicException("an Ed25519 public key did not have 32 bytes");
        }

        PublicKey = publicKey;
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The peer that this key pair identifies.</summary>
    public PeerId PeerId => PublicKey.PeerId;

    /// <summary>The secret seed, 32 bytes. Handle with care: it is the whole identity.</summary>
    public ReadOnlyMemory<byte> Seed => _seed;

    /// <summary>Makes a key pair from the operating system's random source.</summary>
    public static KeyPair Generate() => new(RandomNumberGenerator.GetBytes(SeedLength));

    /// <summary>Takes a seed of 32 bytes; false for any other length.</summary>
    public static bool TryFromSeed(ReadOnlySpan<byte> seed, [NotNullWhen(true)] out KeyPair? keyPair)
    {
        keyPair = seed.Length == SeedLength ? new KeyPair(seed.ToArray()) : null;
        return keyPair is not null;
    }

    /// <summary>Takes a seed of 32 bytes.</summary>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    public static KeyPair FromSeed(ReadOnlySpan<byte> seed) => TryFromSeed(seed, out KeyPair? keyPair)
        ? keyPair
        : throw new ArgumentException($"an Ed25519 seed has 32 bytes, this one has {seed.Length}", nameof(seed));

    /// <summary>Signs <paramref name="message"/>; the signature has 64 bytes and is deterministic.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => _signingKey.Sign(message);
}
