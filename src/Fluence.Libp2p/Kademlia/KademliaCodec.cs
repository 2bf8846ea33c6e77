using System.Buffers;
using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Protobuf;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// The protobuf message of Kademlia (libp2p specs, kad-dht): <c>type = 1</c>, <c>key = 2</c>, <c>record = 3</c>, <c>closerPeers = 8</c>
/// with <c>id = 1</c>, <c>addrs = 2</c>, <c>connection = 3</c>. Other fields are passed over; providers too, for nobody is asked for them.
/// </summary>
internal static class KademliaCodec
{
    // whether and how the sender is connected with a peer; readers make nothing of it
    private const ulong CanConnect = 2;

    public static byte[] Encode(KademliaMessage message)
    {
        ArrayBufferWriter<byte> writer = new();
        ProtobufWriter.Write(writer, 1, (ulong)message.Type);
        if (!message.Key.IsEmpty)
        {
            ProtobufWriter.Write(writer, 2, message.Key.Span);
        }

        if (!message.Record.IsEmpty)
        {
            ProtobufWriter.Write(writer, 3, message.Record.Span);
        }

        ArrayBufferWriter<byte> inner = new();
        foreach (KademliaPeer peer in message.CloserPeers)
        {
            inner.ResetWrittenCount();
            ProtobufWriter.Write(inner, 1, peer.Id.Bytes.Span);
            foreach (Multiaddr address in peer.Addresses)
            {
                ProtobufWriter.Write(inner, 2, address.ToBytes());
            }

            ProtobufWriter.Write(inner, 3, CanConnect);
            ProtobufWriter.Write(writer, 8, inner.WrittenSpan);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Peers and addresses that cannot be read, and those beyond the limits, are left out.</summary>
    /// <exception cref="ProtocolViolationException">The bytes are no message of Kademlia.</exception>
    public static KademliaMessage Decode(ReadOnlySpan<byte> message)
    {
        KademliaMessageType type = KademliaMessageType.PutValue;
        byte[] key = [], record = [];
        ImmutableArray<KademliaPeer>.Builder closer = ImmutableArray.CreateBuilder<KademliaPeer>();
        ProtobufReader reader = new(message);
        int peers = 0;
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    type = (KademliaMessageType)Math.Min(reader.Number, int.MaxValue);
                    break;
                case 2 when reader.Bytes.Length <= Limits.KademliaKeyLength:
                    key = reader.Bytes.ToArray();
                    break;
                case 2:
                    throw Malformed("the key of a message of Kademlia is too long");
                case 3:
                    record = reader.Bytes.ToArray();
                    break;
                case 8 when ++peers <= Limits.KademliaPeers && DecodePeer(reader.Bytes) is { } peer:
                    closer.Add(peer);
                    break;
            }
        }

        return reader.IsMalformed
            ? throw Malformed("a message of Kademlia is malformed")
            : new KademliaMessage(type, key, closer.ToImmutable(), record);
    }

    private static KademliaPeer? DecodePeer(ReadOnlySpan<byte> bytes)
    {
        PeerId? id = null;
        ImmutableArray<Multiaddr>.Builder addresses = ImmutableArray.CreateBuilder<Multiaddr>();
        ProtobufReader reader = new(bytes);
        int entries = 0;
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    _ = PeerId.TryFromBytes(reader.Bytes, out id);
                    break;
                case 2 when ++entries <= Limits.KademliaAddresses && Multiaddr.TryFromBytes(reader.Bytes, out Multiaddr? address):
                    addresses.Add(address);
                    break;
            }
        }

        return reader.IsMalformed || id is null ? null : new KademliaPeer(id, addresses.ToImmutable());
    }

    private static ProtocolViolationException Malformed(string message) => new("kademlia_message", message);
}
