using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Kademlia;

public sealed class KademliaServerTests : IAsyncLifetime
{
    private readonly Libp2pHost _client = TestHosts.Create(9);
    private KademliaHost _server = null!;

    public async Task InitializeAsync()
    {
        _server = await KademliaHost.StartAsync(1, KademliaPeers.Options with { MaxInboundStreams = 32 });
        await _client.DialAsync(_server.Host.ListenAddresses[0]).Soon();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Identify_tells_the_protocol()
    {
        await Eventually.True(() => _client.Connections.First().Identity is not null, "the server has told who it is");
        Assert.Contains(KademliaPeers.Protocol, _client.Connections.First().Identity!.Protocols);
    }

    [Fact]
    public async Task One_stream_serves_several_requests()
    {
        await using KademliaHost other = await KademliaHost.StartAsync(2);
        await other.JoinAsync(_server);
        await using Libp2pStream stream = await OpenAsync();

        Assert.Equal(KademliaMessageType.Ping, (await AskAsync(stream, KademliaMessage.Ping)).Type);
        foreach (KademliaMessageType type in new[]
        {
            KademliaMessageType.FindNode, KademliaMessageType.GetValue, KademliaMessageType.GetProviders,
        })
        {
            KademliaMessage answer = await AskAsync(stream, new KademliaMessage(type, new byte[] { 1, 2 }, []));
            Assert.Equal(type, answer.Type);
            Assert.Equal(new byte[] { 1, 2 }, answer.Key.ToArray());
            Assert.Equal(other.Host.PeerId, Assert.Single(answer.CloserPeers).Id);
        }

        KademliaMessage put = new(KademliaMessageType.PutValue, new byte[] { 3 }, [], new byte[] { 0x0A, 1, 3 });
        Assert.Equal(put.Record.ToArray(), (await AskAsync(stream, put)).Record.ToArray());
    }

    [Fact]
    public async Task Unknown_requests_and_providers_get_no_answer_and_do_no_harm()
    {
        await using Libp2pStream stream = await OpenAsync();
        await SendAsync(stream, new KademliaMessage((KademliaMessageType)77, default, []));
        await SendAsync(stream, new KademliaMessage(KademliaMessageType.AddProvider, new byte[] { 1 }, []));
        Assert.Equal(KademliaMessageType.Ping, (await AskAsync(stream, KademliaMessage.Ping)).Type);
    }

    [Fact]
    public async Task The_asker_is_not_told_of_itself()
    {
        await using KademliaHost other = await KademliaHost.StartAsync(2);
        await other.JoinAsync(_server);
        await using Libp2pStream stream = await other.Host.OpenStreamAsync(_server.Host.PeerId, KademliaPeers.Protocol).Soon();
        Assert.Empty((await AskAsync(stream, KademliaMessage.FindNode(other.Host.PeerId.Bytes))).CloserPeers);
    }

    [Fact]
    public async Task A_request_that_is_too_long_or_no_message_ends_its_stream_only()
    {
        foreach (byte[] bad in new[] { LengthPrefixed.Frame(new byte[Limits.KademliaRequestLength + 1]), LengthPrefixed.Frame([0x0F, 0xFF]) })
        {
            Libp2pStream stream = await OpenAsync();
            await stream.WriteAsync(bad).AsTask().Soon();
            await Assert.ThrowsAsync<StreamResetException>(() => TestHosts.ReadToEndAsync(stream.Input).Soon());
            await stream.DisposeAsync();
        }

        await using Libp2pStream good = await OpenAsync();
        Assert.Equal(KademliaMessageType.Ping, (await AskAsync(good, KademliaMessage.Ping)).Type);
    }

    [Fact]
    public async Task One_peer_may_hold_only_some_of_the_streams()
    {
        Libp2pStream first = await OpenAsync(), second = await OpenAsync();
        await AskAsync(first, KademliaMessage.Ping);
        await AskAsync(second, KademliaMessage.Ping);

        Libp2pStream third = await OpenAsync();
        await Assert.ThrowsAsync<StreamResetException>(() => TestHosts.ReadToEndAsync(third.Input).Soon());

        await using KademliaHost other = await KademliaHost.StartAsync(2);
        await other.JoinAsync(_server);
        Assert.True(await other.Node.RefreshAsync().Soon());
        await first.DisposeAsync();
        await Eventually.True(() => _server.Host.Connections.Any(connection => connection.StreamCount == 1), "its place is free");
        await using Libp2pStream fourth = await OpenAsync();
        Assert.Equal(KademliaMessageType.Ping, (await AskAsync(fourth, KademliaMessage.Ping)).Type);
    }

    [Fact]
    public async Task A_peer_whose_answers_are_wrong_fails_but_does_no_harm()
    {
        foreach (byte[] wrong in new[]
        {
            [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], LengthPrefixed.Frame([0x0F]), LengthPrefixed.Frame([]),
            LengthPrefixed.Frame(KademliaCodec.Encode(KademliaMessage.Ping)), [5, 1],
        })
        {
            await using Libp2pHost liar = await TestHosts.ListenAsync(5, TestHosts.Tcp);
            liar.Handle(KademliaPeers.Protocol, (stream, token) => TellAsync(stream, wrong, token));
            await using KademliaHost asker = await KademliaHost.StartAsync(6);
            await asker.Host.DialAsync(liar.ListenAddresses[0]).Soon();
            await Eventually.True(() => asker.Node.Peers.Count == 1, "the liar is in the table");

            Assert.Empty(await asker.Node.FindClosestAsync(new byte[] { 1 }).Soon());
        }
    }

    [Fact]
    public async Task An_answer_of_ten_thousand_peers_is_cut()
    {
        await using Libp2pHost liar = await TestHosts.ListenAsync(5, TestHosts.Tcp);
        byte[] flood = LengthPrefixed.Frame(KademliaCodec.Encode(new KademliaMessage(
            KademliaMessageType.FindNode, default, [.. Enumerable.Range(1, 10_000).Select(i => KademliaPeers.Peer(i) with { Addresses = [] })])));
        byte[] many = LengthPrefixed.Frame(KademliaCodec.Encode(new KademliaMessage(
            KademliaMessageType.FindNode, default, [.. Enumerable.Range(1, 4000).Select(i => KademliaPeers.Peer(i) with { Addresses = [] })])));
        Queue<byte[]> answers = new([flood, many]);
        liar.Handle(KademliaPeers.Protocol, (stream, token) => TellAsync(stream, answers.Dequeue(), token));
        await using KademliaHost asker = await KademliaHost.StartAsync(6);
        await asker.Host.DialAsync(liar.ListenAddresses[0]).Soon();
        await Eventually.True(() => asker.Node.Peers.Count == 1, "the liar is in the table");

        Assert.Empty(await asker.Node.FindClosestAsync(new byte[] { 1 }).Soon());
        Assert.Equal(liar.PeerId, Assert.Single(await asker.Node.FindClosestAsync(new byte[] { 1 }).Soon()).Id);
        Assert.Equal(2, asker.Node.Metrics.Requests);
    }

    private static async Task TellAsync(Libp2pStream stream, byte[] answer, CancellationToken cancellation)
    {
        await LengthPrefixed.ReadAsync(stream.Input, Limits.KademliaRequestLength, cancellation);
        await stream.WriteAsync(answer, cancellation);
    }

    private async Task<Libp2pStream> OpenAsync() => await _client.OpenStreamAsync(_server.Host.PeerId, KademliaPeers.Protocol).Soon();

    private static Task SendAsync(Libp2pStream stream, KademliaMessage request) =>
        stream.WriteAsync(LengthPrefixed.Frame(KademliaCodec.Encode(request))).Soon();

    private static async Task<KademliaMessage> AskAsync(Libp2pStream stream, KademliaMessage request)
    {
        await SendAsync(stream, request);
        return KademliaCodec.Decode((await LengthPrefixed.ReadAsync(stream.Input, Limits.KademliaAnswerLength, default).Soon())!);
    }
}
