using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Fluence.Crypto.Curve25519;
using BouncyEd25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Fluence.Crypto;

/// <summary>
/// Ed25519 (RFC 8032), plain, without context or prehash. Where the processor multiplies words of 64 bits into 128 the code in
/// <c>Curve25519</c> does the work; otherwise OpenSSL's libcrypto, where it can be loaded; otherwise BouncyCastle. All sign alike, and
/// the first two give the same verdict on every input.
/// </summary>
internal static class Ed25519
{
    /// <summary>Whether <c>Curve25519</c> is faster than libcrypto here.</summary>
    internal static bool IsFast { get; } = Bmi2.X64.IsSupported || ArmBase.Arm64.IsSupported;

    /// <summary>Prepares a seed of 32 bytes for signing.</summary>
    public static SigningKey CreateSigningKey(byte[] seed) =>
        IsFast ? new ExpandedKey(seed) : OpenSsl.IsAvailable ? new OpenSslSigningKey(seed) : new ManagedSigningKey(seed);

    /// <summary>Checks a signature of 64 bytes.</summary>
    public static bool Verify(byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        IsFast ? Verifier.Verify(publicKey, message, signature, KeyTableCache.Shared)
        : OpenSsl.IsAvailable ? OpenSsl.VerifyEd25519(publicKey, message, signature)
        : VerifyManaged(publicKey, message, signature);

    /// <summary>The portable implementation.</summary>
    internal static bool VerifyManaged(byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        BouncyEd25519.Verify(signature.ToArray(), 0, publicKey, 0, message.ToArray(), 0, message.Length);

    /// <summary>A seed made ready for signing.</summary>
    internal abstract class SigningKey
    {
        /// <summary>The public key, 32 bytes.</summary>
        public abstract byte[] PublicKey { get; }

        /// <summary>The signature, 64 bytes.</summary>
        public abstract byte[] Sign(ReadOnlySpan<byte> message);
    }

    /// <summary>Signing by BouncyCastle.</summary>
    internal sealed class ManagedSigningKey : SigningKey
    {
        private readonly byte[] _seed;

        public ManagedSigningKey(byte[] seed)
        {
            _seed = seed;
            PublicKey = new byte[Crypto.PublicKey.Length];
            BouncyEd25519.GeneratePublicKey(seed, 0, PublicKey, 0);
        }

        public override byte[] PublicKey { get; }

        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            byte[] signature = new byte[Crypto.PublicKey.SignatureLength];
            BouncyEd25519.Sign(_seed, 0, PublicKey, 0, message.ToArray(), 0, message.Length, signature, 0);
            return signature;
        }
    }

    /// <summary>Signing by libcrypto.</summary>
    internal sealed class OpenSslSigningKey : SigningKey
    {
        private readonly OpenSsl.KeyHandle _key;

        public OpenSslSigningKey(byte[] seed)
        {
            _key = OpenSsl.PrivateKey(OpenSsl.Ed25519Type, seed);
            PublicKey = OpenSsl.GetPublicKey(_key);
        }

        public override byte[] PublicKey { get; }

        public override byte[] Sign(ReadOnlySpan<byte> message) => OpenSsl.SignEd25519(_key, message);
    }
}
