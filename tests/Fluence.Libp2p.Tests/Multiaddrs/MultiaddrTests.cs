using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Transports;

namespace Fluence.Libp2p.Tests.Multiaddrs;

public class MultiaddrTests
{
    private const string Peer = "12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az7";

    /// <summary>Text, its canonical form when that differs, and the bytes.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "/ip4/127.0.0.1/tcp/1234", "", "047f0000010604d2" },
        { "/ip4/10.0.0.1/tcp/9999/ws", "", "040a00000106270fdd03" },
        { "/dns4/kras-00.fluence.dev/tcp/19001/wss", "", "36136b7261732d30302e666c75656e63652e646576064a39de03" },
        { "/dns/a.b/tcp/1/ws/", "/dns/a.b/tcp/1/ws", "3503612e62060001dd03" },
        { "/dns6/a.b/udp/1/quic-v1", "", "3703612e6291020001cd03" },
        { "/ip6/::1/tcp/80", "", "29000000000000000000000000000000010600" + "50" },
        { "/ip6/2001:DB8:0::1/tcp/80", "/ip6/2001:db8::1/tcp/80", "2920010db80000000000000000000000010600" + "50" },
        {
            $"/ip4/1.2.3.4/tcp/4001/ipfs/{Peer}/p2p-circuit", $"/ip4/1.2.3.4/tcp/4001/p2p/{Peer}/p2p-circuit",
            "0401020304060fa1a50326" + "002408011220ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c" + "a202"
        },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Text_and_bytes_agree(string text, string canonical, string bytes)
    {
        Multiaddr address = Multiaddr.Parse(text);

        Assert.Equal(canonical.Length == 0 ? text : canonical, address.ToString());
        Assert.Equal(bytes, Convert.ToHexStringLower(address.ToBytes()));
        Assert.True(Multiaddr.TryFromBytes(address.ToBytes(), out Multiaddr? again));
        Assert.Equal(address, again);
        Assert.Equal(address.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ip4/127.0.0.1")]
    [InlineData("/ip4")]
    [InlineData("/ip4/127.0.0.256/tcp/1")]
    [InlineData("/ip4/127.1/tcp/1")]
    [InlineData("/ip4/::1/tcp/1")]
    [InlineData("/ip6/127.0.0.1/tcp/1")]
    [InlineData("/ip6/fe80::1%eth0/tcp/1")]
    [InlineData("/ip4/127.0.0.1/tcp/65536")]
    [InlineData("/ip4/127.0.0.1/tcp/-1")]
    [InlineData("/ip4/127.0.0.1/tcp/")]
    [InlineData("/ip4/127.0.0.1//tcp/1")]
    [InlineData("/dns4//tcp/1")]
    [InlineData("/dns4/a b/tcp/1")]
    [InlineData("/ip4/127.0.0.1/tcp/1/p2p/12D3Koo")]
    [InlineData("/onion/aaimaq4ygg2iegci:80")]
    public void Other_text_is_refused(string? text) => Assert.False(Multiaddr.TryParse(text, out _));

    [Fact]
    public void The_peer_at_the_end_can_be_read_changed_and_taken_away()
    {
        Multiaddr address = Multiaddr.Parse($"/ip4/1.2.3.4/tcp/1/p2p/{Peer}");

        Assert.Equal(Peer, address.PeerId!.ToString());
        Assert.Equal("/ip4/1.2.3.4/tcp/1", address.WithoutPeerId().ToString());
        Assert.Null(address.WithoutPeerId().PeerId);
        Assert.Equal(TestHosts.Key(9).PeerId, address.WithPeerId(TestHosts.Key(9).PeerId).PeerId);
    }

    [Fact]
    public void Random_and_damaged_bytes_are_refused_or_round_trip()
    {
        byte[][] seeds = [.. Known.Select(row => Convert.FromHexString((string)row[2]))];
        Random random = new(421);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bytes = i % 3 == 0 ? new byte[random.Next(60)] : seeds[random.Next(seeds.Length)][..];
            if (i % 3 == 0)
            {
                random.NextBytes(bytes);
            }
            else
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                bytes = bytes[..random.Next(bytes.Length + 1)];
            }

            if (Multiaddr.TryFromBytes(bytes, out Multiaddr? address))
            {
                Assert.Equal(address, Multiaddr.Parse(address.ToString()));
            }
        }
    }

    [Theory]
    [InlineData("/ip4/1.2.3.4/tcp/1", false, null)]
    [InlineData("/dns4/relay.example/tcp/1/ws", true, null)]
    [InlineData("/dns4/relay.example/tcp/443/wss", true, "relay.example")]
    [InlineData("/dns4/relay.example/tcp/443/tls/ws", true, "relay.example")]
    [InlineData("/ip4/1.2.3.4/tcp/443/tls/sni/relay.example/ws", true, "relay.example")]
    [InlineData($"/ip4/1.2.3.4/tcp/1/p2p/{Peer}", false, null)]
    public void Addresses_over_TCP_can_be_dialled(string text, bool isWebSocket, string? tlsName)
    {
        TransportAddress? address = TransportAddress.From(Multiaddr.Parse(text));

        Assert.NotNull(address);
        Assert.Equal(isWebSocket, address.IsWebSocket);
        Assert.Equal(tlsName, address.TlsName);
    }

    [Theory]
    [InlineData("/ip4/1.2.3.4/udp/1/quic-v1")]
    [InlineData("/ip4/1.2.3.4")]
    [InlineData($"/ip4/1.2.3.4/tcp/1/p2p/{Peer}/p2p-circuit")]
    [InlineData("/dnsaddr/bootstrap.example")]
    public void Other_addresses_are_understood_but_not_dialled(string text) => Assert.Null(TransportAddress.From(Multiaddr.Parse(text)));
}
