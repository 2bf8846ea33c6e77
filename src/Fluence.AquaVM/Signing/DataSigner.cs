using Fluence.AquaVM.Data;
using Fluence.Crypto;

namespace Fluence.AquaVM.Signing;

/// <summary>Signs what the current peer has made. It signs in every invoke, also when it has made nothing.</summary>
internal static class DataSigner
{
    /// <summary>The algorithm byte before keys and signatures: Ed25519.</summary>
    public const byte Algorithm = 0;

    /// <summary>Puts the signature of the current peer into <paramref name="signatures"/>.</summary>
    /// <param name="signatures">The signatures of all peers.</param>
    /// <param name="cids">What the current peer signs.</param>
    /// <param name="known">What it has signed before, if it has.</param>
    /// <param name="particleId">The particle.</param>
    /// <param name="keyPair">The keys of the current peer.</param>
    /// <param name="memory">Signatures made before.</param>
    public static void Sign(
        SignatureStore signatures, List<DataCid> cids, SortedCids? known, string particleId, KeyPair keyPair, SignatureMemory memory)
    {
        List<DataCid> sorted = SortedCids.Of(cids, known).Sorted;
        using SignedMessage message = SignedMessage.Of(sorted, particleId);
        ReadOnlySpan<byte> signature = memory.Sign(keyPair, message.Bytes);
        signatures.Set((byte[])[Algorithm, .. keyPair.PublicKey.Bytes.Span], (byte[])[Algorithm, .. signature]);
    }
}
