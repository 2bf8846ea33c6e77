using Fluence.AquaVM.Data;
using Fluence.Crypto;
using Fluence.Primitives.Encoding;

namespace Fluence.AquaVM.Verification;

/// <summary>A public key of a signature store, with the id of its peer.</summary>
internal sealed record PeerKey(ReadOnlyMemory<byte> Encoded, PublicKey Key, string PeerId);

/// <summary>
/// Reads public keys in their form on the wire. Keys read before are remembered, up to a bound, because peers meet the same peers.
/// </summary>
internal sealed class PeerKeys
{
    private const int Slots = 256;
    private const byte Ed25519 = 0;
    private const byte Secp256k1 = 2;

    // a slot is replaced as a whole; whoever loses a race reads the key again
    private readonly PeerKey?[] _known = new PeerKey?[Slots];

    /// <summary>Reads a key: one byte for the algorithm, 32 for the key.</summary>
    /// <exception cref="UncatchableException">Code 9.</exception>
    public PeerKey Read(ReadOnlyMemory<byte> encoded)
    {
        ref PeerKey? slot = ref _known[SeededHash.Of(encoded.Span) & (Slots - 1)];
        if (slot is { } known && known.Encoded.Span.SequenceEqual(encoded.Span))
        {
            return known;
        }

        ReadOnlySpan<byte> bytes = encoded.Span;
        if (bytes.IsEmpty || bytes[0] != Ed25519)
        {
            throw Malformed(bytes, bytes is [Secp256k1, ..]
                ? "signature algorithm Secp256k1 not whitelisted"
                : "invalid key data: Invalid type prefix");
        }

        if (!PublicKey.TryFromBytes(bytes[1..], out PublicKey? key))
        {
            throw Malformed(bytes, "invalid key data: Failed to decode, invalid length: could not convert slice to array");
        }

        PeerKey read = new(bytes.ToArray(), key, key.PeerId.ToString());
        slot = read;
        return read;
    }

    private static UncatchableException Malformed(ReadOnlySpan<byte> bytes, string reason) => new(
        ReturnCode.SignatureVerification,
        $"malformed key: {RustDebug.String(bytes.Length <= 64 ? Base58.Encode(bytes) : "…")}: {reason}");
}
