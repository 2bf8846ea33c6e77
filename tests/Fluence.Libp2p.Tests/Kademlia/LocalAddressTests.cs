using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Tests.Kademlia;

public class LocalAddressTests
{
    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/1")]
    [InlineData("/ip4/0.0.0.0/tcp/1")]
    [InlineData("/ip4/10.1.2.3/tcp/1/ws")]
    [InlineData("/ip4/172.31.0.1/tcp/1")]
    [InlineData("/ip4/192.168.1.1/tcp/1")]
    [InlineData("/ip4/169.254.1.1/tcp/1")]
    [InlineData("/ip4/100.64.0.1/tcp/1")]
    [InlineData("/ip4/255.255.255.255/tcp/1")]
    [InlineData("/ip6/::1/tcp/1")]
    [InlineData("/ip6/::/tcp/1")]
    [InlineData("/ip6/fd00::1/tcp/1")]
    [InlineData("/ip6/fe80::1/tcp/1")]
    [InlineData("/ip6/::ffff:10.0.0.1/tcp/1")]
    [InlineData("/ip6/ff02::1/tcp/1")]
    public void Is_local(string address) => Assert.True(LocalAddress.Is(Multiaddr.Parse(address)));

    [Theory]
    [InlineData("/ip4/1.1.1.1/tcp/1")]
    [InlineData("/ip4/172.32.0.1/tcp/1")]
    [InlineData("/ip4/100.128.0.1/tcp/1/ws")]
    [InlineData("/ip6/2a00:1450::1/tcp/1")]
    [InlineData("/dns4/kras-00.fluence.dev/tcp/1/wss")]
    public void Is_global(string address) => Assert.False(LocalAddress.Is(Multiaddr.Parse(address)));
}
