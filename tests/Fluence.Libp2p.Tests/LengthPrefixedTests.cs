using System.IO.Pipelines;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests;

public class LengthPrefixedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(100_000)]
    public async Task Messages_come_back_one_by_one(int length)
    {
        byte[] message = TestHosts.RandomBytes(length);
        PipeReader input = Input([.. LengthPrefixed.Frame(message), .. LengthPrefixed.Frame([7])]);

        Assert.Equal(message, await ReadAsync(input, 200_000));
        Assert.Equal([7], await ReadAsync(input, 200_000));
        Assert.Null(await ReadAsync(input, 200_000));
    }

    [Fact]
    public async Task Every_truncation_is_an_unexpected_end()
    {
        byte[] frame = LengthPrefixed.Frame(TestHosts.RandomBytes(200));
        for (int length = 1; length < frame.Length; length++)
        {
            PipeReader input = Input(frame[..length]);
            await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(input, 1000));
        }
    }

    [Theory]
    [InlineData("e907")]
    [InlineData("ffffffffffffffffff01")]
    [InlineData("8000")]
    [InlineData("ffffffffffffffffffff01")]
    public async Task A_length_beyond_the_limit_or_malformed_is_a_violation(string prefix)
    {
        PipeReader input = Input(Convert.FromHexString(prefix));

        Assert.Equal("message_length", (await Assert.ThrowsAsync<ProtocolViolationException>(() => ReadAsync(input, 1000))).Reason);
    }

    [Fact]
    public async Task A_message_larger_than_the_window_of_its_stream_arrives()
    {
        byte[] message = TestHosts.RandomBytes(9_000_000);
        TaskCompletionSource<byte[]?> received = new();
        await using Libp2pHost server = await TestHosts.ListenAsync(1, TestHosts.Tcp);
        server.Handle("/message", async (stream, token) =>
            received.SetResult(await LengthPrefixed.ReadAsync(stream.Input, 10_000_000, token)));
        await using Libp2pHost client = TestHosts.Create(2);
        await client.DialAsync(server.ListenAddresses[0]).Soon();
        Libp2pStream stream = await client.OpenStreamAsync(server.PeerId, "/message").Soon();

        await stream.WriteAsync(LengthPrefixed.Frame(message)).Soon();
        await stream.CloseWriteAsync();
        stream.Reset();

        Assert.True((await received.Task.Soon()).AsSpan().SequenceEqual(message));
    }

    private static Task<byte[]?> ReadAsync(PipeReader input, int maxLength) =>
        LengthPrefixed.ReadAsync(input, maxLength, CancellationToken.None).Soon();

    // a stream that hands out one byte after the other
    private static PipeReader Input(byte[] bytes) =>
        PipeReader.Create(new MemoryStream(bytes), new StreamPipeReaderOptions(bufferSize: bytes.Length > 1000 ? 4096 : 1));
}
