using System.Text;
using Fluence.Libp2p.Tests.Support;
using Fluence.Libp2p.Transports;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Transports;

public class WebSocketTests
{
    /// <summary>What js-client 0.9.0 sends, with its path and its offer of compression.</summary>
    private const string JsRequest =
        "GET /p2p/12D3KooWSrKnMZUcSxK8G7wmBbXdU8nFEfWGhLu6H8xjn8LmCSJb HTTP/1.1\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nHost: 127.0.0.1:9999\r\n\r\n";

    [Fact]
    public void The_key_is_answered_as_in_RFC_6455() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketHandshake.Accept("dGhlIHNhbXBsZSBub25jZQ=="));

    [Theory]
    [InlineData("GET /p2p/12D3KooWSrKnMZUcSxK8G7wmBbXdU8nFEfWGhLu6H8xjn8LmCSJb HTTP/1.1")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("GET /any?path=%20 HTTP/1.1")]
    public async Task Any_path_is_accepted_without_extensions_or_sub_protocols(string requestLine)
    {
        string request = JsRequest.Replace(JsRequest.Split("\r\n")[0], requestLine, StringComparison.Ordinal);
        (DuplexStream client, Task<WebSocketByteStream> accepting) = await StartAsync(request, () => int.MaxValue);

        string response = await ReadResponseAsync(client);

        Assert.StartsWith("HTTP/1.1 101 ", response, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Extensions", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Protocol:", response, StringComparison.Ordinal);
        await accepting.Soon();
    }

    [Fact]
    public async Task Bytes_arrive_from_frames_split_at_every_position()
    {
        byte[] frames =
        [
            .. Frame(0x02, "Hel"u8), .. Frame(0x89, "ping"u8), .. Frame(0x00, ""u8), .. Frame(0x80, "lo "u8),
            .. Frame(0x82, ""u8), .. Frame(0x82, Encoding.ASCII.GetBytes(new string('x', 200))), .. Frame(0x8a, "unasked pong"u8),
            .. Frame(0x88, [0x03, 0xe8]),
        ];
        for (int split = 1; split <= frames.Length; split++)
        {
            int next = split;
            (WebSocketByteStream server, DuplexStream client) = Open(() => Interlocked.Exchange(ref next, int.MaxValue));
            await client.WriteAsync(frames);

            Assert.Equal("Hello " + new string('x', 200), Encoding.ASCII.GetString(await ReadToEndAsync(server)));
        }
    }

    [Fact]
    public async Task A_ping_is_answered_and_a_close_as_well()
    {
        (WebSocketByteStream server, DuplexStream client) = Open(() => 1);
        await client.WriteAsync((byte[])[.. Frame(0x89, "abc"u8), .. Frame(0x88, [0x03, 0xe8])]);
        Assert.Empty(await ReadToEndAsync(server));
        await server.CloseSendAsync();

        byte[] answer = new byte[9];
        await client.ReadExactlyAsync(answer).Soon();

        Assert.Equal([0x8a, 3, (byte)'a', (byte)'b', (byte)'c', 0x88, 2, 0x03, 0xe8], answer);
    }

    [Theory]
    [InlineData("820161", "an unmasked frame of a client")]
    [InlineData("c28100000000" + "61", "a reserved bit")]
    [InlineData("838100000000" + "61", "an unknown opcode")]
    [InlineData("098100000000" + "61", "a fragmented ping")]
    [InlineData("89fe00000000" + "007f", "a ping of more than 125 bytes")]
    [InlineData("82ff00000000" + "ffffffffffffffff", "a negative length")]
    [InlineData("808100000000" + "61", "a continuation of nothing")]
    [InlineData("818100000000" + "61", "text")]
    public async Task Frames_against_the_rules_end_the_connection(string frame, string what)
    {
        (WebSocketByteStream server, DuplexStream client) = Open(() => 3);
        await client.WriteAsync(Convert.FromHexString(frame));
        await client.CloseSendAsync();

        Exception? exception = await Record.ExceptionAsync(() => ReadToEndAsync(server));

        Assert.True(exception is not null && TransportConnection.IsLoss(exception), $"{what}: {exception}");
    }

    [Fact]
    public async Task Random_frames_are_bytes_or_a_lost_connection()
    {
        Random random = new(6455);
        for (int i = 0; i < 500; i++)
        {
            byte[] payload = TestHosts.RandomBytes(random.Next(200), i);
            byte[] bytes = [.. Frame((byte)(0x80 | random.Next(16)), payload), .. TestHosts.RandomBytes(40, i)];
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            (WebSocketByteStream server, DuplexStream client) = Open(() => 50);
            await client.WriteAsync(bytes);
            await client.CloseSendAsync();
            Exception? exception = await Record.ExceptionAsync(() => ReadToEndAsync(server));
            Assert.True(exception is null || TransportConnection.IsLoss(exception), $"{exception}");
        }
    }

    [Fact]
    public async Task A_request_in_single_bytes_is_accepted()
    {
        (_, Task<WebSocketByteStream> accepting) = await StartAsync(JsRequest, () => 1);

        Assert.NotNull(await accepting.Soon());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "POST / HTTP/1.1")]
    [InlineData("Connection: Upgrade", "Connection: close")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c")]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "X: y")]
    public async Task Another_request_is_answered_with_an_error(string field, string changed)
    {
        string request = string.Join("\r\n", "GET / HTTP/1.1", JsRequest[(JsRequest.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Contains(field, request, StringComparison.Ordinal);
        request = request.Replace(field, changed, StringComparison.Ordinal);
        (DuplexStream client, Task<WebSocketByteStream> accepting) = await StartAsync(request, () => int.MaxValue);

        await Assert.ThrowsAsync<ProtocolViolationException>(() => accepting.Soon());
        Assert.StartsWith("HTTP/1.1 426 ", await ReadResponseAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_refused()
    {
        string request = "GET / HTTP/1.1\r\nX: " + new string('x', 40_000) + "\r\n\r\n";
        (_, Task<WebSocketByteStream> accepting) = await StartAsync(request, () => 500);

        Assert.Equal("http_head", (await Assert.ThrowsAsync<ProtocolViolationException>(() => accepting.Soon())).Reason);
    }

    [Theory]
    [InlineData("no colon")]
    [InlineData(": no name")]
    [InlineData("Name : space")]
    [InlineData(" folded: line")]
    public void Malformed_fields_are_refused(string field) =>
        Assert.False(HttpHead.TryParse(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{field}"), out _));

    [Fact]
    public void Random_heads_are_heads_or_refused()
    {
        Random random = new(9112);
        byte[] valid = Encoding.ASCII.GetBytes(JsRequest.TrimEnd());
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = valid[..random.Next(valid.Length)];
            random.NextBytes(bytes.AsSpan(bytes.Length - Math.Min(bytes.Length, random.Next(20))));
            if (HttpHead.TryParse(bytes, out HttpHead? head))
            {
                Assert.NotNull(head.FirstLine);
                _ = head.Lists("Connection", "Upgrade");
            }
        }
    }

    private static async Task<(DuplexStream Client, Task<WebSocketByteStream> Accepting)> StartAsync(string request, Func<int> nextChunk)
    {
        (DuplexStream client, DuplexStream server) = DuplexStream.CreatePair(nextChunk: nextChunk);
        await client.WriteAsync(Encoding.ASCII.GetBytes(request));
        return (client, WebSocketHandshake.AcceptAsync(server, CancellationToken.None).AsTask());
    }

    private static async Task<string> ReadResponseAsync(Stream client)
    {
        byte[] buffer = new byte[1000];
        int length = 0;
        do
        {
            length += await client.ReadAsync(buffer.AsMemory(length)).Soon();
        }
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8));

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static (WebSocketByteStream Server, DuplexStream Client) Open(Func<int> nextChunk)
    {
        (DuplexStream client, DuplexStream server) = DuplexStream.CreatePair(nextChunk: nextChunk);
        return (WebSocketHandshake.Open(server, isServer: true), client);
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64];
        for (int count; (count = await stream.ReadAsync(buffer).Soon()) > 0;)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    /// <summary>A frame as a client masks it.</summary>
    private static byte[] Frame(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0xfe, (byte)(payload.Length >> 8), (byte)payload.Length];
        byte[] masked = payload.ToArray();
        for (int i = 0; i < masked.Length; i++)
        {
            masked[i] ^= mask[i % 4];
        }

        return [first, .. length, .. mask, .. masked];
    }
}
