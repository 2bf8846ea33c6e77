using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;

namespace Fluence.Benchmarks.Hosting;

/// <summary>A client that has services called, one particle for each call, and looks for the result in the data that comes back.</summary>
internal sealed class CallClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KeyPair _key = KeyPair.Generate();
    private readonly Channel<byte[]> _back = Channel.CreateUnbounded<byte[]>();
    private readonly Libp2pHost _host;
    private readonly PeerId _peer;

    private CallClient(PeerId peer)
    {
        _peer = peer;
        _host = new Libp2pHost(_key);
        _host.Handle(ParticleProtocol.Name, async (stream, cancellation) =>
        {
            using MemoryStream message = new();
            await stream.Input.CopyToAsync(message, cancellation);
            await _back.Writer.WriteAsync(message.ToArray(), cancellation);
            stream.Reset();
        });
    }

    public static async Task<CallClient> ConnectAsync(Multiaddr peer)
    {
        CallClient client = new(peer.PeerId!);
        await client._host.DialAsync(peer);
        return client;
    }

    /// <summary>Sends a call without waiting for its end; <c>ttl</c> is also the longest that it runs.</summary>
    public ValueTask StartAsync(string service, string call, TimeSpan ttl)
    {
        string script = $"""
            (xor (seq (call "{_peer}" ("{service}" {call} x) (call "{_key.PeerId}" ("client" "done") [x]))
             (call "{_key.PeerId}" ("client" "failed") [:error:]))
            """;
        Particle particle = Particle.Create(_key, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow, ttl, script);
        return ParticleProtocol.SendAsync(_host, _peer, particle, CancellationToken.None);
    }

    /// <summary>Calls <c>add</c> with numbers of eight digits; the time, or null where the right result did not come.</summary>
    public async Task<TimeSpan?> AddAsync(string service, int number)
    {
        long start = Stopwatch.GetTimestamp();
        await StartAsync(service, $"\"add\") [{10_000_000 + number} 7]", TimeSpan.FromSeconds(10));
        byte[]? data = await ReceiveAsync();
        return data is not null && data.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"{10_000_007 + number}")) >= 0
            ? Stopwatch.GetElapsedTime(start) : null;
    }

    /// <summary>The next message that comes back; null where none comes in time.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            return await _back.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
