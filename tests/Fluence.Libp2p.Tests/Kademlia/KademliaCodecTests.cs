using System.Buffers;
using System.Collections.Immutable;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Protobuf;

namespace Fluence.Libp2p.Tests.Kademlia;

public class KademliaCodecTests
{
    private static readonly KademliaMessage Answer = new(
        KademliaMessageType.FindNode, new byte[] { 1, 2, 3 }, [KademliaPeers.Peer(1), KademliaPeers.Peer(2)], new byte[] { 9 });

    [Fact]
    public void A_message_survives_the_round_trip()
    {
        KademliaMessage decoded = KademliaCodec.Decode(KademliaCodec.Encode(Answer));
        Assert.Equal(Answer.Type, decoded.Type);
        Assert.Equal(Answer.Key.ToArray(), decoded.Key.ToArray());
        Assert.Equal(Answer.Record.ToArray(), decoded.Record.ToArray());
        Assert.Equal(Answer.CloserPeers.Select(peer => peer.Id), decoded.CloserPeers.Select(peer => peer.Id));
        Assert.Equal(
            Answer.CloserPeers.SelectMany(peer => peer.Addresses), decoded.CloserPeers.SelectMany(peer => peer.Addresses));
    }

    // as protoc encodes: type = 1 (FIND_NODE = 4), key = 2
    [Fact]
    public void A_request_has_the_bytes_of_the_specification() => Assert.Equal(
        new byte[] { 0x08, 0x04, 0x12, 0x02, 0xAA, 0xBB }, KademliaCodec.Encode(KademliaMessage.FindNode(new byte[] { 0xAA, 0xBB })));

    [Fact]
    public void Unknown_fields_and_types_are_read()
    {
        // type 77, field 10 as varint, field 666 as bytes, field 5 as fixed32
        KademliaMessage message = KademliaCodec.Decode([0x08, 77, 0x50, 10, 0xD2, 0x29, 1, 5, 0x2D, 1, 2, 3, 4]);
        Assert.Equal(77, (int)message.Type);
    }

    [Fact]
    public void Peers_that_cannot_be_read_are_left_out()
    {
        ArrayBufferWriter<byte> writer = new();
        ProtobufWriter.Write(writer, 8, [0x0A, 0x01, 0xFF]);
        ProtobufWriter.Write(writer, 8, [0x0A, 0x7F]);
        ProtobufWriter.Write(writer, 8, []);
        writer.Write(KademliaCodec.Encode(Answer));
        Assert.Equal(2, KademliaCodec.Decode(writer.WrittenSpan).CloserPeers.Length);
    }

    [Fact]
    public void Ten_thousand_peers_of_a_hostile_answer_are_not_kept()
    {
        KademliaMessage flood = Answer with { CloserPeers = [.. Enumerable.Range(0, 10_000).Select(KademliaPeers.Peer)] };
        Assert.Equal(Limits.KademliaPeers, KademliaCodec.Decode(KademliaCodec.Encode(flood)).CloserPeers.Length);
    }

    [Fact]
    public void Ten_thousand_addresses_of_a_hostile_peer_are_not_kept()
    {
        ImmutableArray<Multiaddr> addresses = [.. Enumerable.Range(0, 10_000).Select(KademliaPeers.Address)];
        KademliaMessage flood = Answer with { CloserPeers = [new KademliaPeer(KademliaPeers.Id(1), addresses)] };
        KademliaPeer peer = Assert.Single(KademliaCodec.Decode(KademliaCodec.Encode(flood)).CloserPeers);
        Assert.Equal(Limits.KademliaAddresses, peer.Addresses.Length);
        Assert.Equal(8, KademliaPeer.Of(peer.Id, peer.Addresses, KademliaPeers.Options).Addresses.Length);
    }

    [Fact]
    public void A_key_that_is_too_long_is_refused() => Assert.Throws<ProtocolViolationException>(
        () => KademliaCodec.Decode(KademliaCodec.Encode(KademliaMessage.FindNode(new byte[Limits.KademliaKeyLength + 1]))));

    [Fact]
    public void Addresses_of_another_peer_and_local_ones_are_not_believed()
    {
        Multiaddr global = Multiaddr.Parse("/ip4/1.2.3.4/tcp/5"), local = KademliaPeers.Address(1);
        Multiaddr[] told = [local, global.WithPeerId(KademliaPeers.Id(2)), global.WithPeerId(KademliaPeers.Id(1)), global];
        KademliaOptions strict = KademliaPeers.Options with { AllowLocalAddresses = () => false };
        Assert.Equal([global], KademliaPeer.Of(KademliaPeers.Id(1), told, strict).Addresses.AsEnumerable());
        Assert.Equal([local, global], KademliaPeer.Of(KademliaPeers.Id(1), told, KademliaPeers.Options).Addresses.AsEnumerable());
    }

    [Fact]
    public void Any_bytes_are_decoded_or_refused()
    {
        Random random = new(7);
        byte[] valid = KademliaCodec.Encode(Answer);
        int refused = 0, decoded = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bytes;
            switch (i % 3)
            {
                case 0:
                    bytes = new byte[random.Next(200)];
                    random.NextBytes(bytes);
                    break;
                case 1:
                    bytes = valid[..random.Next(valid.Length)];
                    break;
                default:
                    bytes = [.. valid];
                    for (int flips = random.Next(1, 6); flips > 0; flips--)
                    {
                        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }

            try
            {
                KademliaMessage message = KademliaCodec.Decode(bytes);
                Assert.InRange(message.CloserPeers.Length, 0, Limits.KademliaPeers);
                KademliaCodec.Encode(message);
                decoded++;
            }
            catch (ProtocolViolationException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 49_000);
        Assert.Equal(50_000, refused + decoded);
    }
}
