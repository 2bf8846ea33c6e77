using System.Buffers;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Protobuf;

namespace Fluence.Libp2p.Identify;

/// <summary>
/// The protobuf message of identify (libp2p specs, identify): <c>publicKey = 1</c>, <c>listenAddrs = 2</c>, <c>protocols = 3</c>,
/// <c>observedAddr = 4</c>, <c>protocolVersion = 5</c>, <c>agentVersion = 6</c>.
/// </summary>
internal static class IdentifyCodec
{
    public static byte[] Encode(IdentifyInfo info)
    {
        ArrayBufferWriter<byte> writer = new();
        if (info.PublicKey is { } key)
        {
            ProtobufWriter.Write(writer, 1, key.ToProtobuf());
        }

        foreach (Multiaddr address in info.ListenAddresses)
        {
            ProtobufWriter.Write(writer, 2, address.ToBytes());
        }

        foreach (string protocol in info.Protocols)
        {
            ProtobufWriter.Write(writer, 3, protocol);
        }

        if (info.ObservedAddress is { } observed)
        {
            ProtobufWriter.Write(writer, 4, observed.ToBytes());
        }

        ProtobufWriter.Write(writer, 5, info.ProtocolVersion);
        ProtobufWriter.Write(writer, 6, info.AgentVersion);
        return writer.WrittenSpan.ToArray();
    }

    /// <exception cref="ProtocolViolationException">The bytes are no message of identify.</exception>
    public static IdentifyInfo Decode(ReadOnlySpan<byte> message)
    {
        string protocolVersion = "", agentVersion = "";
        PublicKey? key = null;
        Multiaddr? observed = null;
        List<Multiaddr> addresses = [];
        List<string> protocols = [];
        ProtobufReader reader = new(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    _ = PublicKey.TryFromProtobuf(reader.Bytes, out key);
                    break;
                case 2 when addresses.Count < Limits.IdentifyEntries && Multiaddr.TryFromBytes(reader.Bytes, out Multiaddr? address):
                    addresses.Add(address);
                    break;
                case 3 when protocols.Count < Limits.IdentifyEntries:
                    protocols.Add(System.Text.Encoding.UTF8.GetString(reader.Bytes));
                    break;
                case 4:
                    _ = Multiaddr.TryFromBytes(reader.Bytes, out observed);
                    break;
                case 5:
                    protocolVersion = System.Text.Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 6:
                    agentVersion = System.Text.Encoding.UTF8.GetString(reader.Bytes);
                    break;
            }
        }

        return reader.IsMalformed
            ? throw new ProtocolViolationException("identify_message", "a message of identify is malformed")
            : new IdentifyInfo(protocolVersion, agentVersion, key, addresses, observed, protocols);
    }
}
