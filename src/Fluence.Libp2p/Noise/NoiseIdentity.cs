using Fluence.Crypto;

namespace Fluence.Libp2p.Noise;

/// <summary>
/// The static key of a host and the payload that ties it to the host's identity. Both are made once: the signature covers nothing of
/// a single handshake, so every handshake may show the same one.
/// </summary>
internal sealed class NoiseIdentity
{
    public NoiseIdentity(KeyPair identity, IReadOnlyList<string> muxers)
    {
        Payload = new NoisePayload(
            identity.PublicKey.ToProtobuf(),
            identity.Sign([.. NoisePayload.SignedText, .. StaticKey.PublicKey.Span]),
            muxers);
        PayloadBytes = Payload.ToBytes();
    }

    public X25519KeyPair StaticKey { get; } = X25519KeyPair.Generate();

    public NoisePayload Payload { get; }

    public byte[] PayloadBytes { get; init; }
}
