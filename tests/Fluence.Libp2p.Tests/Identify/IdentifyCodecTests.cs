using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;

namespace Fluence.Libp2p.Tests.Identify;

public class IdentifyCodecTests
{
    private static readonly IdentifyInfo Info = new(
        "/fluence/particle/2.0.0",
        "0.28.2",
        TestHosts.Key(7).PublicKey,
        [Multiaddr.Parse("/ip4/10.0.0.1/tcp/7777"), Multiaddr.Parse("/ip4/10.0.0.1/tcp/9999/ws")],
        Multiaddr.Parse("/ip4/127.0.0.1/tcp/5000"),
        ["/fluence/particle/2.0.0", "/ipfs/id/1.0.0"]);

    [Fact]
    public void A_message_comes_back()
    {
        IdentifyInfo again = IdentifyCodec.Decode(IdentifyCodec.Encode(Info));

        Assert.Equal(Info.ProtocolVersion, again.ProtocolVersion);
        Assert.Equal(Info.AgentVersion, again.AgentVersion);
        Assert.Equal(Info.PublicKey, again.PublicKey);
        Assert.Equal(Info.ListenAddresses, again.ListenAddresses);
        Assert.Equal(Info.ObservedAddress, again.ObservedAddress);
        Assert.Equal(Info.Protocols, again.Protocols);
    }

    [Fact]
    public void Fields_are_numbered_as_the_specification_says()
    {
        byte[] message = IdentifyCodec.Encode(new IdentifyInfo("p", "a", null, [], null, ["x"]));

        Assert.Equal("1a01782a0170320161", Convert.ToHexStringLower(message));
    }

    [Fact]
    public void Addresses_keys_and_fields_that_are_unknown_are_passed_over()
    {
        // an address of an unknown protocol, a key of another kind, a signed record, and fixed-size fields
        byte[] message = Convert.FromHexString("1202ff7f" + "0a0408021200" + "4203010203" + "5101020304050607085d01020304" + "1a0178");

        IdentifyInfo info = IdentifyCodec.Decode(message);

        Assert.Empty(info.ListenAddresses);
        Assert.Null(info.PublicKey);
        Assert.Equal(["x"], info.Protocols);
    }

    [Fact]
    public void Lists_are_cut_at_their_limit()
    {
        byte[] message = [.. Enumerable.Repeat<byte[]>([0x1a, 1, (byte)'x'], 5000).SelectMany(field => field)];

        Assert.Equal(1024, IdentifyCodec.Decode(message).Protocols.Count);
    }

    [Fact]
    public void Damaged_messages_are_messages_or_violations()
    {
        byte[] valid = IdentifyCodec.Encode(Info);
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = valid[..random.Next(valid.Length + 1)];
            for (int flips = random.Next(5); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            Exception? exception = Record.Exception(() => IdentifyCodec.Decode(bytes));
            Assert.True(exception is null or ProtocolViolationException, $"{exception}");
        }
    }
}
