using System.Collections.Concurrent;
using System.Net.Sockets;
using Fluence.Crypto;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Transports;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Hosting;

public class HostTests
{
    private static readonly Libp2pOptions Quiet = new() { IdentifyOnConnect = false };

    [Fact]
    public async Task Dials_of_the_same_peer_share_one_connection()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);

        Libp2pConnection[] connections = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.DialAsync(server.ListenAddresses[0])))).Soon();

        Assert.All(connections, connection => Assert.Same(connections[0], connection));
        Assert.Same(connections[0], await client.DialAsync(server.ListenAddresses[0]));
        Assert.Equal(1, client.Metrics.ConnectionsOpened("outbound"));
    }

    [Fact]
    public async Task Peers_that_dialled_each_other_at_once_keep_both_connections_and_prefer_the_same_one()
    {
        await using Libp2pHost one = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        await using Libp2pHost other = await TestHosts.ListenAsync(2, TestHosts.Tcp, Quiet);

        // without the peer id an address is dialled whoever is connected already
        Libp2pConnection fromOne = await one.DialAsync(other.ListenAddresses[0].WithoutPeerId()).Soon();
        Libp2pConnection fromOther = await other.DialAsync(one.ListenAddresses[0].WithoutPeerId()).Soon();
        await Eventually.True(() => one.Connections.Count == 2 && other.Connections.Count == 2, "both connections are known");

        await using Libp2pStream oneStream = await one.OpenStreamAsync(other.PeerId, TestHosts.Echo).Soon();
        await using Libp2pStream otherStream = await other.OpenStreamAsync(one.PeerId, TestHosts.Echo).Soon();
        bool oneIsSmaller = one.PeerId < other.PeerId;
        Assert.Equal(oneIsSmaller, oneStream.Connection == fromOne);
        Assert.Equal(!oneIsSmaller, otherStream.Connection == fromOther);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_for_one_peer_are_refused()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        List<RawPeer> peers = [];
        for (int i = 0; i < 5; i++)
        {
            peers.Add(await RawPeer.DialAsync(server));
        }

        await Eventually.True(() => server.Connections.Count == 5, "five connections stand");
        using RawPeer sixth = await RawPeer.DialAsync(server);
        await sixth.ReceiveGoAwayAsync();

        Assert.Equal(1, server.Metrics.Refusals("connections_per_peer"));
        Assert.Equal(5, server.Connections.Count);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_refused()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet with { MaxConnections = 1 });
        using RawPeer first = await RawPeer.DialAsync(server, 10);
        await Eventually.True(() => server.Connections.Count == 1, "one connection stands");
        await using Libp2pHost client = TestHosts.Create(2);

        await Assert.ThrowsAnyAsync<Libp2pException>(() => client.DialAsync(server.ListenAddresses[0]).Soon());

        await Eventually.True(() => server.Metrics.Refusals("connections") == 1, "the refusal is counted");
    }

    [Fact]
    public async Task A_handshake_that_never_ends_is_given_up_in_time()
    {
        ManualTimeProvider time = new();
        await using Libp2pHost server = await TestHosts.ListenAsync(
            1, TestHosts.Tcp, Quiet with { MaxPendingInbound = 1, HandshakeTimeout = TimeSpan.FromSeconds(15) }, time);
        using Socket silent = await ConnectAsync(server);
        await Eventually.True(() => time.TimerCount == 2, "the handshake has its timer beside the maintenance");

        // while it is pending there is no room for another
        using Socket second = await ConnectAsync(server);
        Assert.Equal(0, await second.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(1, server.Metrics.Refusals("pending_inbound"));

        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal(0, server.Metrics.HandshakeFailures("timeout"));
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]).Soon());
        await Eventually.True(() => server.Metrics.HandshakeFailures("timeout") == 1, "the time-out is counted");
    }

    [Fact]
    public async Task Dialling_another_peer_than_expected_fails_on_both_sides()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);

        DialException failure = await Assert.ThrowsAsync<DialException>(
            () => client.DialAsync(server.ListenAddresses[0].WithPeerId(TestHosts.Key(9).PeerId)).Soon());

        Assert.Equal("wrong_peer", Assert.IsType<ProtocolViolationException>(failure.InnerException).Reason);
        Assert.Equal(1, client.Metrics.HandshakeFailures("wrong_peer"));
        await Eventually.True(() => server.Metrics.HandshakeFailures("hung_up") == 1, "the server sees the end");
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_a_failed_dial()
    {
        await using Libp2pHost client = TestHosts.Create(2);
        Multiaddr gone;
        await using (Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp))
        {
            gone = server.ListenAddresses[0];
        }

        DialException failure = await Assert.ThrowsAsync<DialException>(() => client.DialAsync(gone).Soon());

        Assert.Equal("no_address_worked", failure.Reason);
        Assert.Equal("unreachable", Assert.IsType<DialException>(failure.InnerException).Reason);
    }

    [Fact]
    public async Task The_second_address_is_tried_when_the_first_fails()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.WebSocket);
        await using Libp2pHost client = TestHosts.Create(2);

        Libp2pConnection connection = await client.DialAsync(
            server.PeerId, [Multiaddr.Parse("/ip4/127.0.0.1/udp/1/quic-v1"), server.ListenAddresses[0]]).Soon();

        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_host_does_not_connect_with_itself()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp);

        await Assert.ThrowsAnyAsync<Libp2pException>(() => host.DialAsync(host.ListenAddresses[0].WithoutPeerId()).Soon());

        Assert.Empty(host.Connections);
    }

    [Fact]
    public async Task A_protocol_that_the_peer_does_not_serve_is_said_so()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        await client.DialAsync(server.ListenAddresses[0]).Soon();

        await Assert.ThrowsAsync<UnsupportedProtocolException>(() => client.OpenStreamAsync(server.PeerId, "/nowhere").Soon());
        DialException unknown = await Assert.ThrowsAsync<DialException>(
            () => client.OpenStreamAsync(TestHosts.Key(9).PeerId, TestHosts.Echo).Soon());
        Assert.Equal("not_connected", unknown.Reason);
    }

    [Fact]
    public async Task A_peer_that_does_not_negotiate_a_stream_is_given_up_in_time()
    {
        ManualTimeProvider time = new();
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet, time);
        using RawPeer peer = await RawPeer.DialAsync(host);
        await Eventually.True(() => host.Connections.Count == 1, "the connection stands");
        int timers = time.TimerCount;
        Task<Libp2pStream> opening = host.OpenStreamAsync(TestHosts.Key(99).PeerId, TestHosts.Echo).AsTask();
        await Eventually.True(() => time.TimerCount > timers, "the negotiation has its timer");

        time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => opening.Soon());
        await peer.ReceiveAsync(header => header.Has(YamuxFlags.Rst));
    }

    [Fact]
    public async Task Few_streams_are_opened_before_the_peer_shows_that_it_serves_them()
    {
        await using Libp2pHost host = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        using RawPeer peer = await RawPeer.DialAsync(host);
        await Eventually.True(() => host.Connections.Count == 1, "the connection stands");
        Task<Libp2pStream>[] opening = [.. Enumerable.Range(0, 20).Select(
            _ => host.OpenStreamAsync(TestHosts.Key(99).PeerId, TestHosts.Echo).AsTask())];
        for (uint i = 0; i < 8; i++)
        {
            // acknowledged, but not answered
            uint id = (await peer.ReceiveAsync(header => header.Has(YamuxFlags.Syn) && header.StreamId != 0)).Header.StreamId;
            await peer.SendAsync(YamuxType.WindowUpdate, YamuxFlags.Ack, id, 0);
        }

        await peer.SendAsync(YamuxType.Ping, YamuxFlags.Syn, 0, 1);
        await peer.ReceiveAsync(header => header.Type == YamuxType.Ping && header.Has(YamuxFlags.Ack));
        Assert.Equal(8, host.Connections.Single().StreamCount);

        await peer.SendDataAsync(2, new byte[] { 1 });
        await Eventually.True(() => host.Connections.Single().StreamCount == 20, "the others are opened");
        peer.Dispose();
        await Task.WhenAll(opening.Select(task => Assert.ThrowsAnyAsync<IOException>(() => task.Soon())));
    }

    [Fact]
    public async Task A_handler_that_fails_resets_its_stream_only()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        server.Handle("/fail", (_, _) => throw new InvalidOperationException("on purpose"));
        await using Libp2pHost client = TestHosts.Create(2);
        await client.DialAsync(server.ListenAddresses[0]).Soon();

        await using Libp2pStream stream = await client.OpenStreamAsync(server.PeerId, "/fail").Soon();

        await Assert.ThrowsAsync<StreamResetException>(() => TestHosts.ReadToEndAsync(stream.Input).Soon());
        await client.PingAsync(server.PeerId).Soon();
        Assert.Equal(1, server.Metrics.Events("handler_failures"));
    }

    [Fact]
    public async Task Connected_and_disconnected_come_once_and_in_order()
    {
        ConcurrentQueue<string> events = new();
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        server.PeerConnected += peer => events.Enqueue($"+{peer}");
        server.PeerDisconnected += peer => events.Enqueue($"-{peer}");
        PeerId client = TestHosts.Key(2).PeerId;
        for (int i = 0; i < 3; i++)
        {
            await using Libp2pHost host = TestHosts.Create(2, Quiet);
            await host.DialAsync(server.ListenAddresses[0].WithoutPeerId()).Soon();
            await host.DialAsync(server.ListenAddresses[0].WithoutPeerId()).Soon();
            await Eventually.True(() => server.Connections.Count == 2, "two connections stand");
            await server.CloseConnectionsAsync(client).Soon();
        }

        Assert.Equal(Enumerable.Repeat<string[]>([$"+{client}", $"-{client}"], 3).SelectMany(pair => pair), events);
    }

    [Fact]
    public async Task A_subscriber_that_fails_does_not_harm_the_connection()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
        server.PeerConnected += _ => throw new InvalidOperationException("on purpose");
        await using Libp2pHost client = TestHosts.Create(2, Quiet);

        await client.DialAsync(server.ListenAddresses[0]).Soon();

        await client.PingAsync(server.PeerId).Soon();
    }

    [Fact]
    public async Task A_host_can_be_disposed_while_peers_dial_it()
    {
        for (byte round = 0; round < 20; round++)
        {
            Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, Quiet);
            await using Libp2pHost client = TestHosts.Create((byte)(10 + round), Quiet);
            Multiaddr address = server.ListenAddresses[0].WithoutPeerId();
            Task<Exception?>[] dialling = [.. Enumerable.Range(0, 4).Select(
                _ => Task.Run(() => Record.ExceptionAsync(() => client.DialAsync(address))))];
            await Task.WhenAny(dialling).Soon();

            await server.DisposeAsync().Soon();

            await Task.WhenAll(dialling).Soon();
            Assert.Empty(server.Connections);
        }
    }

    [Fact]
    public async Task An_idle_connection_is_closed_but_not_one_with_open_streams()
    {
        ManualTimeProvider time = new();
        Libp2pOptions options = Quiet with { KeepAliveInterval = TimeSpan.FromDays(1) };
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp, options, time);
        await using Libp2pHost client = TestHosts.Create(2, Quiet);
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();
        Libp2pStream stream = await client.OpenStreamAsync(server.PeerId, TestHosts.Echo).Soon();
        for (int i = 0; i < 60; i++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await client.PingAsync(server.PeerId).Soon();
        }

        Assert.True(connection.IsOpen);
        await stream.DisposeAsync();
        await Eventually.True(() => server.Connections.All(inbound => inbound.StreamCount == 0), "the streams are gone");
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return connection.Completion.IsCompleted;
            },
            "the idle connection is closed");
        Assert.Equal(1, server.Metrics.Events("idle_closes"));
    }

    [Fact]
    public async Task A_push_tells_of_new_protocols()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        System.Threading.Channels.Channel<IdentifyInfo> told = System.Threading.Channels.Channel.CreateUnbounded<IdentifyInfo>();
        client.PeerIdentified += (_, info) => told.Writer.TryWrite(info);
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();
        Assert.DoesNotContain("/new", (await told.Reader.ReadAsync().Soon()).Protocols);

        server.Handle("/new", TestHosts.EchoAsync);
        await server.PushIdentityAsync().Soon();

        Assert.Contains("/new", (await told.Reader.ReadAsync().Soon()).Protocols);
        Assert.Contains("/new", connection.Identity!.Protocols);
    }

    [Fact]
    public async Task A_wildcard_listener_tells_addresses_that_can_be_dialled()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, Multiaddr.Parse("/ip4/0.0.0.0/tcp/0"));
        await using Libp2pHost client = TestHosts.Create(2);

        Multiaddr loopback = Assert.Single(
            server.ListenAddresses, address => address.ToString().StartsWith("/ip4/127.0.0.1/", StringComparison.Ordinal));

        Assert.True((await client.DialAsync(loopback).Soon()).IsOpen);
    }

    [Fact]
    public void Announced_addresses_replace_those_listened_on()
    {
        Multiaddr announced = Multiaddr.Parse("/dns4/relay.example/tcp/443/wss");
        Libp2pHost host = TestHosts.Create(1, new Libp2pOptions { AnnounceAddresses = [announced] });

        Assert.Equal([announced.WithPeerId(host.PeerId)], host.ListenAddresses);
    }

    [Fact]
    public async Task Three_hundred_streams_run_at_once()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            await using Libp2pStream stream = await client.OpenStreamAsync(server.PeerId, TestHosts.Echo);
            byte[] data = TestHosts.RandomBytes(20_000, i);
            Assert.True((await TestHosts.ExchangeAsync(stream, data)).AsSpan().SequenceEqual(data));
        })).Soon();

        await Eventually.True(() => connection.StreamCount == 0, "no stream is left");
    }

    private static async Task<Socket> ConnectAsync(Libp2pHost host)
    {
        TransportAddress target = TransportAddress.From(host.ListenAddresses[0])!;
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync((await target.ResolveAsync(CancellationToken.None))[0]).Soon();
        return socket;
    }
}
