using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Hosting;

public class LoopbackTests
{
    public static TheoryData<string> Addresses => [TestHosts.Tcp.ToString(), TestHosts.WebSocket.ToString(), "/ip6/::1/tcp/0"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Eight_mebibytes_come_back_from_an_echo(string address)
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, Multiaddr.Parse(address));
        await using Libp2pHost client = TestHosts.Create(2);
        await client.DialAsync(server.ListenAddresses[0]).Soon();
        await using Libp2pStream stream = await client.OpenStreamAsync(server.PeerId, TestHosts.Echo).Soon();
        byte[] data = TestHosts.RandomBytes(8 * 1024 * 1024);

        byte[] answer = await TestHosts.ExchangeAsync(stream, data);

        Assert.True(answer.AsSpan().SequenceEqual(data));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Both_sides_identify_each_other(string address)
    {
        Libp2pOptions options = new() { ProtocolVersion = "/fluence/particle/2.0.0", AgentVersion = "server/1" };
        TaskCompletionSource<IdentifyInfo> atClient = new(), atServer = new();
        await using Libp2pHost server = await TestHosts.ListenAsync(1, Multiaddr.Parse(address), options);
        await using Libp2pHost client = TestHosts.Create(2);
        client.PeerIdentified += (_, info) => atClient.SetResult(info);
        server.PeerIdentified += (_, info) => atServer.SetResult(info);

        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();

        IdentifyInfo info = await atClient.Task.Soon();
        Assert.Equal("/fluence/particle/2.0.0", info.ProtocolVersion);
        Assert.Equal("server/1", info.AgentVersion);
        Assert.Equal(server.PeerId, info.PublicKey!.PeerId);
        Assert.Contains(TestHosts.Echo, info.Protocols);
        Assert.Equal([server.ListenAddresses[0].WithoutPeerId()], info.ListenAddresses);
        Assert.Equal(connection.LocalAddress, info.ObservedAddress);
        Assert.Equal(client.PeerId, (await atServer.Task.Soon()).PublicKey!.PeerId);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Pings_are_answered_in_both_directions(string address)
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, Multiaddr.Parse(address));
        await using Libp2pHost client = TestHosts.Create(2);
        await client.DialAsync(server.ListenAddresses[0]).Soon();
        await Eventually.True(() => server.IsConnected(client.PeerId), "the server sees the client");

        Assert.True(await client.PingAsync(server.PeerId).Soon() > TimeSpan.Zero);
        Assert.True(await server.PingAsync(client.PeerId).Soon() > TimeSpan.Zero);
    }
}
