using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Fluence.Libp2p.Multistream;
using Fluence.Libp2p.Transports;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Fixtures;

/// <summary>The lower layers of the captured sessions: HTTP upgrade, WebSocket frames, lengths of Noise messages.</summary>
public sealed class ConnectionTests
{
    private const string Noise = "/noise";

    // with nothing in them; a client masks its frames
    private static readonly byte[] ServersClose = [0x88, 0x00], ClientsClose = [0x88, 0x80, 0, 0, 0, 0];

    [SharedFact(Capture.Folder)]
    public async Task The_upgrade_is_answered_as_it_was_and_the_clients_frames_are_read()
    {
        JsonElement[] chunks = [.. Capture.Json("raw-tcp.json").EnumerateArray()];
        (DuplexStream client, DuplexStream server) = DuplexStream.CreatePair();
        await client.WriteAsync(Convert.FromHexString(chunks[0].GetProperty("hex").GetString()!));
        WebSocketByteStream bytes = await WebSocketHandshake.AcceptAsync(server, CancellationToken.None).Soon();

        byte[] response = new byte[1024];
        int length = await client.ReadAsync(response).Soon();
        string ours = Encoding.ASCII.GetString(response, 0, length);
        string theirs = Encoding.ASCII.GetString(Convert.FromHexString(chunks[1].GetProperty("hex").GetString()!));
        Assert.Equal(
            theirs.Split("\r\n").Order(StringComparer.OrdinalIgnoreCase), ours.Split("\r\n").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

        await client.WriteAsync((byte[])[.. Capture.Direction(chunks.Skip(2), "C>R"), .. ClientsClose]);
        AssertNoiseBegins(await ReadAllAsync(bytes));
    }

    [SharedFact(Capture.Folder)]
    public async Task The_servers_frames_are_read()
    {
        JsonElement[] chunks = [.. Capture.Json("raw-tcp.json").EnumerateArray()];
        (DuplexStream client, DuplexStream server) = DuplexStream.CreatePair();
        await server.WriteAsync((byte[])[.. Capture.Direction(chunks.Skip(2), "R>C"), .. ServersClose]);
        AssertNoiseBegins(await ReadAllAsync(WebSocketHandshake.Open(client, isServer: false)));
    }

    [SharedTheory(Capture.Folder)]
    [InlineData("C>R")]
    [InlineData("R>C")]
    public void The_lengths_of_noise_messages_cover_the_whole_session(string direction)
    {
        IEnumerable<JsonElement> entries = Capture.Json("session.json").GetProperty("log").EnumerateArray()
            .Where(entry => entry.TryGetProperty("layer", out JsonElement layer) && layer.GetString() == "1-wire-noise");
        Assert.True(CountNoiseMessages(Capture.Direction(entries, direction)) > 3);
    }

    private static void AssertNoiseBegins(byte[] received)
    {
        ReadOnlySequence<byte> input = new(received);
        Assert.Equal([MultistreamLine.Header, Noise], Capture.TakeLines(ref input, 2));
        Assert.True(CountNoiseMessages(input.ToArray()) > 1);
    }

    private static int CountNoiseMessages(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[(2 + BinaryPrimitives.ReadUInt16BigEndian(bytes))..];
            count++;
        }

        return count;
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[1000];
        while (await stream.ReadAsync(buffer).Soon() is > 0 and var count)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }
}
