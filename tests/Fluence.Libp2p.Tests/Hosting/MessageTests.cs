using System.Collections.Concurrent;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Hosting;

/// <summary>Messages that are sent in one flight with the proposal of their protocol.</summary>
public class MessageTests
{
    private const string Protocol = "/test/message/1.0.0";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(3_000_000)]
    public async Task A_message_arrives_whole_and_leaves_no_stream(int size)
    {
        TaskCompletionSource<byte[]> arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        server.Handle(Protocol, async (stream, cancellation) => arrived.TrySetResult(await ReadAsync(stream, cancellation)));
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();
        byte[] message = new byte[size];
        new Random(size).NextBytes(message);

        await client.SendAsync(server.PeerId, Protocol, message).Soon();

        Assert.Equal(message, await arrived.Task.Soon());
        await Eventually.True(() => connection.StreamCount == 0, "the client has forgotten the stream");
        await Eventually.True(() => server.Connections.All(other => other.StreamCount == 0), "the server has forgotten the stream");
    }

    [Fact]
    public async Task A_thousand_messages_sent_at_once_all_arrive()
    {
        ConcurrentBag<int> arrived = [];
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        server.Handle(Protocol, async (stream, cancellation) => arrived.Add(BitConverter.ToInt32(await ReadAsync(stream, cancellation))));
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();

        await Task.WhenAll(Enumerable.Range(0, 1000).Chunk(50).Select(async chunk =>
        {
            foreach (int number in chunk)
            {
                await client.SendAsync(server.PeerId, Protocol, BitConverter.GetBytes(number));
            }
        })).Soon();

        await Eventually.True(() => arrived.Count == 1000, "every message has arrived");
        Assert.Equal(Enumerable.Range(0, 1000), arrived.Order());
        await Eventually.True(() => connection.StreamCount == 0, "the client has forgotten the streams");
    }

    [Fact]
    public async Task A_protocol_that_the_peer_does_not_serve_is_said_so()
    {
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        await using Libp2pHost client = TestHosts.Create(2);
        Libp2pConnection connection = await client.DialAsync(server.ListenAddresses[0]).Soon();

        await Assert.ThrowsAsync<UnsupportedProtocolException>(
            () => client.SendAsync(server.PeerId, "/test/unknown/1.0.0", new byte[10]).Soon());
        await Eventually.True(() => connection.StreamCount == 0, "the client has forgotten the stream");
    }

    [Fact]
    public async Task A_peer_that_is_not_connected_is_said_so()
    {
        await using Libp2pHost client = TestHosts.Create(2);
        DialException error = await Assert.ThrowsAsync<DialException>(
            async () => await client.SendAsync(TestHosts.Key(3).PeerId, Protocol, new byte[1]));
        Assert.Equal("not_connected", error.Reason);
    }

    private static async Task<byte[]> ReadAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        using MemoryStream message = new();
        await stream.Input.CopyToAsync(message, cancellation);
        return message.ToArray();
    }
}
