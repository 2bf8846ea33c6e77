using System.Buffers;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multistream;
using Fluence.Particles.Protocol;
using Fluence.Primitives.Protobuf;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Fixtures;

/// <summary>What went over each stream: the negotiation of its protocol, then messages of identify or particles.</summary>
public sealed class StreamTests
{
    private const int SignedPeerRecord = 8;
    private const string Identify = "/ipfs/id/1.0.0";

    [SharedTheory(Capture.Folder)]
    [InlineData("C2R1", Identify)]
    [InlineData("R2C2", Identify)]
    [InlineData("C2R4", ParticleProtocol.Name)]
    [InlineData("R2C3", ParticleProtocol.Name)]
    public void A_side_that_only_takes_sends_the_negotiation_alone(string stream, string protocol) =>
        Assert.Empty(Open(stream, protocol));

    [SharedTheory(Capture.Folder)]
    [InlineData("C2R2", "libp2p/1.2.0")]
    [InlineData("R2C1", "0.28.2")]
    public void Identify_is_read_and_written_whole(string stream, string agent)
    {
        byte[] message = Assert.Single(Capture.TakeMessages(Open(stream, Identify)));
        IdentifyInfo info = IdentifyCodec.Decode(message);
        Assert.Equal("ipfs/0.1.0", info.ProtocolVersion);
        Assert.StartsWith(agent, info.AgentVersion, StringComparison.Ordinal);
        Assert.NotNull(info.PublicKey);
        Assert.NotNull(info.ObservedAddress);
        Assert.Contains(ParticleProtocol.Name, info.Protocols);

        byte[] written = IdentifyCodec.Encode(info);
        Assert.Equal(Fields(message), Fields(written));
        IdentifyInfo again = IdentifyCodec.Decode(written);
        Assert.Equal(info.PublicKey, again.PublicKey);
        Assert.Equal(info.ObservedAddress, again.ObservedAddress);
        Assert.Equal(info.ListenAddresses, again.ListenAddresses);
        Assert.Equal(info.Protocols, again.Protocols);
        Assert.Equal((info.ProtocolVersion, info.AgentVersion), (again.ProtocolVersion, again.AgentVersion));
    }

    [SharedTheory(Capture.Folder)]
    [InlineData("C2R3", "particle-client-to-relay.frame.bin")]
    [InlineData("R2C4", "particle-relay-to-client.frame.bin")]
    public void A_particle_follows_its_negotiation(string stream, string file)
    {
        byte[] frame = Open(stream, ParticleProtocol.Name);
        Assert.Equal(Capture.Bytes(file), frame);
        Capture.RoundTrip(Assert.Single(Capture.TakeMessages(frame)));
    }

    /// <summary>
    /// The fields in the order of their numbers; js-libp2p writes them in another one. Without the signed peer record, which repeats the
    /// addresses under a signature that only its maker can give.
    /// </summary>
    private static List<string> Fields(byte[] message)
    {
        List<string> fields = [];
        ProtobufReader reader = new(message);
        while (reader.Read())
        {
            if (reader.Field != SignedPeerRecord)
            {
                fields.Add($"{reader.Field} {Convert.ToHexString(reader.Bytes)}");
            }
        }

        Assert.False(reader.IsMalformed);
        return [.. fields.OrderBy(field => field[0])];
    }

    private static byte[] Open(string stream, string protocol)
    {
        ReadOnlySequence<byte> input = new(Capture.Bytes($"yamux-stream-{stream}.bin"));
        Assert.Equal([MultistreamLine.Header, protocol], Capture.TakeLines(ref input, 2));
        return input.ToArray();
    }
}
