using System.Net;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Hosting;

public class DialerTests
{
    [Fact]
    public async Task A_dial_that_nobody_waits_for_any_more_ends_and_the_next_one_tries_its_own_addresses()
    {
        // accepts connections and never says a word
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        Multiaddr nowhere = Multiaddr.Parse($"/ip4/127.0.0.1/tcp/{((IPEndPoint)silent.LocalEndPoint!).Port}");
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = new(TestHosts.Key(2), timeProvider: new ManualTimeProvider());
        using CancellationTokenSource first = new(), second = new();
        Task<Libp2pConnection> a = client.DialAsync(server.PeerId, [nowhere], first.Token);
        Task<Libp2pConnection> b = client.DialAsync(server.PeerId, server.ListenAddresses, second.Token);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => a.Soon());
        Assert.False(b.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => b.Soon());

        Libp2pConnection connection = await client.DialAsync(server.PeerId, server.ListenAddresses).Soon();
        Assert.Equal(server.PeerId, connection.RemotePeer);
    }
}
