using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Benchmarks;

/// <summary>
/// The two roles of the libp2p benchmark, each a process of its own. The same protocols are spoken by <c>tests/interop/libp2p</c>: a
/// sink that counts what it gets and answers with the count, and an echo.
/// </summary>
internal static class Libp2pSide
{
    public const string Sink = "/fluence-bench/sink/1.0.0";
    public const string Echo = "/fluence-interop/echo/1.0.0";

    private const int Chunk = 64 * 1024;

    /// <summary>Listens and prints its addresses as one line of JSON; ends when its input does.</summary>
    public static async Task<int> ServeAsync()
    {
        await using Libp2pHost host = new(KeyPair.Generate());
        host.Handle(Sink, SinkAsync);
        host.Handle(Echo, EchoAsync);
        await host.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), Multiaddr.Parse("/ip4/127.0.0.1/tcp/0/ws"));
        Console.WriteLine(JsonSerializer.Serialize(host.ListenAddresses.Select(address => address.ToString())));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Dials: some handshakes one after the other, then some data on one stream. Prints one line of JSON.</summary>
    public static async Task<int> DialAsync(Multiaddr target, int mebibytes, int handshakes)
    {
        await using Libp2pHost client = new(KeyPair.Generate());
        double seconds = 0;
        for (int i = 0; i < handshakes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Libp2pConnection connection = await client.DialAsync(target);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            await connection.CloseAsync();
        }

        await client.DialAsync(target);
        await SendAsync(client, target.PeerId!, mebibytes);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            handshakesPerSecond = handshakes / seconds,
            megabytesPerSecond = mebibytes * 1.048576 / await SendAsync(client, target.PeerId!, mebibytes),
        }));
        return 0;
    }

    private static async Task<double> SendAsync(Libp2pHost client, PeerId peer, int mebibytes)
    {
        await using Libp2pStream stream = await client.OpenStreamAsync(peer, Sink);
        byte[] chunk = new byte[Chunk];
        Random.Shared.NextBytes(chunk);
        long total = mebibytes * 1024L * 1024L, start = Stopwatch.GetTimestamp();
        for (long sent = 0; sent < total; sent += chunk.Length)
        {
            await stream.WriteAsync(chunk);
        }

        await stream.CloseWriteAsync();
        byte[] answer = await LengthPrefixed.ReadAsync(stream.Input, 64, CancellationToken.None) ?? [];
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return System.Text.Encoding.ASCII.GetString(answer) == $"{total}"
            ? seconds
            : throw new InvalidDataException("the sink did not count what was sent");
    }

    private static async Task SinkAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        long total = 0;
        ReadResult read;
        do
        {
            read = await stream.Input.ReadAsync(cancellationToken);
            total += read.Buffer.Length;
            stream.Input.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        await stream.WriteAsync(LengthPrefixed.Frame(System.Text.Encoding.ASCII.GetBytes($"{total}")), cancellationToken);
        await stream.CloseAsync(cancellationToken);
    }

    private static async Task EchoAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        ReadResult read;
        do
        {
            read = await stream.Input.ReadAsync(cancellationToken);
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                await stream.WriteAsync(part, cancellationToken);
            }

            stream.Input.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
        await stream.CloseAsync(cancellationToken);
    }
}
