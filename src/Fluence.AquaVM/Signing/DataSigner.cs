using Fluence.AquaVM.Data;
using Fluence.Crypto;

namespace Fluence.AquaVM.Signing;

/// <summary>Signs what the current peer has made. It signs in every invoke, also when it has made nothing.</summary>
internal static class DataSigner
{
    /// <summary>The algorithm byte before keys and signatures: Ed25519.</summary>
    public const byte Algorithm = 0;

    /// <summary>Puts the signature of the current peer into <paramref name="signatures"/>.</summary>
    public static void Sign(SignatureStore signatures, PeerCidTracker cids, string particleId, KeyPair keyPair, SignatureMemory memory)
    {
        List<DataCid> sorted = [.. cids.Cids];
        CidOrder.Sort(sorted);
        using SignedMessage message = SignedMessage.Of(sorted, particleId);
        ReadOnlySpan<byte> signature = memory.Sign(keyPair, message.Bytes);
        signatures.Set((byte[])[Algorithm, .. keyPair.PublicKey.Bytes.Span], (byte[])[Algorithm, .. signature]);
    }
}
