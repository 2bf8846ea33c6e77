using System.Buffers;
using Fluence.Primitives.Protobuf;

namespace Fluence.Libp2p.Noise;

/// <summary>
/// What libp2p puts into the second and third message of the handshake: who holds the static key (libp2p specs, noise).
/// Protobuf: <c>identity_key = 1</c>, <c>identity_sig = 2</c>, <c>extensions = 4 { stream_muxers = 2 }</c>.
/// </summary>
/// <param name="IdentityKey">The public key of the peer in its protobuf form.</param>
/// <param name="Signature">The signature over <see cref="SignedText"/> and the static key.</param>
/// <param name="Muxers">The muxers that the sender offers already now, the preferred one first; empty for none.</param>
internal sealed record NoisePayload(byte[] IdentityKey, byte[] Signature, IReadOnlyList<string> Muxers)
{
    /// <summary>What is signed before the static key.</summary>
    public static ReadOnlySpan<byte> SignedText => "noise-libp2p-static-key:"u8;

    public byte[] ToBytes()
    {
        ArrayBufferWriter<byte> writer = new();
        ProtobufWriter.Write(writer, 1, IdentityKey);
        ProtobufWriter.Write(writer, 2, Signature);
        if (Muxers.Count > 0)
        {
            ArrayBufferWriter<byte> extensions = new();
            foreach (string muxer in Muxers)
            {
                ProtobufWriter.Write(extensions, 2, muxer);
            }

            ProtobufWriter.Write(writer, 4, extensions.WrittenSpan);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <exception cref="ProtocolViolationException">The bytes are no payload.</exception>
    public static NoisePayload Parse(ReadOnlySpan<byte> bytes)
    {
        byte[] identityKey = [], signature = [];
        List<string> muxers = [];
        ProtobufReader reader = new(bytes);
        bool wellFormed = true;
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    identityKey = reader.Bytes.ToArray();
                    break;
                case 2:
                    signature = reader.Bytes.ToArray();
                    break;
                case 4:
                    wellFormed &= TryReadMuxers(reader.Bytes, muxers);
                    break;
            }
        }

        return wellFormed && !reader.IsMalformed
            ? new NoisePayload(identityKey, signature, muxers)
            : throw new ProtocolViolationException("noise_payload", "the payload of the Noise handshake is malformed");
    }

    private static bool TryReadMuxers(ReadOnlySpan<byte> extensions, List<string> muxers)
    {
        ProtobufReader reader = new(extensions);
        while (reader.Read())
        {
            if (reader.Field == 2)
            {
                muxers.Add(System.Text.Encoding.UTF8.GetString(reader.Bytes));
            }
        }

        return !reader.IsMalformed && muxers.Count <= Limits.NoiseMuxers;
    }
}
