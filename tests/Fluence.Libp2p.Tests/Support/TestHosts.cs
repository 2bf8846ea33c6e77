using System.IO.Pipelines;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Support;

/// <summary>Hosts for tests: identities from small numbers, ports from the system, an echo protocol.</summary>
internal static class TestHosts
{
    public const string Echo = "/fluence-interop/echo/1.0.0";

    public static readonly Multiaddr Tcp = Multiaddr.Parse("/ip4/127.0.0.1/tcp/0");
    public static readonly Multiaddr WebSocket = Multiaddr.Parse("/ip4/127.0.0.1/tcp/0/ws");

    public static KeyPair Key(byte number)
    {
        byte[] seed = new byte[KeyPair.SeedLength];
        seed.AsSpan().Fill(number);
        return KeyPair.FromSeed(seed);
    }

    public static Libp2pHost Create(byte number, Libp2pOptions? options = null, TimeProvider? timeProvider = null)
    {
        Libp2pHost host = new(Key(number), options, timeProvider: timeProvider);
        host.Handle(Echo, EchoAsync);
        return host;
    }

    public static async Task<Libp2pHost> ListenAsync(
        byte number, Multiaddr address, Libp2pOptions? options = null, TimeProvider? timeProvider = null)
    {
        Libp2pHost host = Create(number, options, timeProvider);
        await host.ListenAsync(address);
        return host;
    }

    public static async Task EchoAsync(Libp2pStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await stream.Input.ReadAsync(cancellationToken);
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                await stream.WriteAsync(part, cancellationToken);
            }

            stream.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Writes, closes the side, and reads to the end at the same time.</summary>
    public static async Task<byte[]> ExchangeAsync(Libp2pStream stream, ReadOnlyMemory<byte> data)
    {
        Task writing = Task.Run(async () =>
        {
            await stream.WriteAsync(data);
            await stream.CloseWriteAsync();
        });
        byte[] answer = await ReadToEndAsync(stream.Input).Soon();
        await writing.Soon();
        return answer;
    }

    public static async Task<byte[]> ReadToEndAsync(PipeReader input)
    {
        using MemoryStream all = new();
        await input.CopyToAsync(all);
        return all.ToArray();
    }

    public static byte[] RandomBytes(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
