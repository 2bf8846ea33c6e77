using Fluence.Crypto;

namespace Fluence.AquaVM.Preparation;

/// <summary>Makes the signing key from the run parameters.</summary>
internal static class KeyPreparation
{
    private const byte Ed25519 = 0;
    private const byte Secp256k1 = 2;

    /// <summary>The key pair of the current peer.</summary>
    /// <exception cref="UncatchableException">Code 7.</exception>
    public static KeyPair Load(RunParameters parameters, ref KeyPair? lastUsed)
    {
        if (parameters.KeyFormat != Ed25519)
        {
            throw Malformed(parameters.KeyFormat == Secp256k1
                ? "signature algorithm Secp256k1 not whitelisted"
                : "invalid key data: Invalid type prefix");
        }

        // making a key costs as much as signing with it, and a host signs with one key all its life
        KeyPair? last = lastUsed;
        if (last is not null && last.Seed.Span.SequenceEqual(parameters.SecretKey.Span))
        {
            return last;
        }

        if (!KeyPair.TryFromSeed(parameters.SecretKey.Span, out KeyPair? keyPair))
        {
            throw Malformed("invalid key data: Failed to decode, invalid length: could not convert slice to array");
        }

        lastUsed = keyPair;
        return keyPair;
    }

    private static UncatchableException Malformed(string reason) =>
        new(ReturnCode.MalformedKeyPair, $"malformed keypair format: {reason}");
}
