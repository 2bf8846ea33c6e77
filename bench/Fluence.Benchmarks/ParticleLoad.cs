using System.Diagnostics;
using System.Threading.Channels;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;

namespace Fluence.Benchmarks;

/// <summary>
/// A client that makes particles which a relay executes and sends back. It signs them beforehand and does not execute them itself, so that
/// the relay is what is measured.
/// </summary>
internal sealed class ParticleLoad : IAsyncDisposable
{
    private readonly KeyPair _key = KeyPair.Generate();
    private readonly Channel<bool> _back = Channel.CreateUnbounded<bool>();
    private readonly Libp2pHost _host;
    private readonly PeerId _relay;

    private ParticleLoad(PeerId relay)
    {
        _relay = relay;
        _host = new Libp2pHost(_key);
        _host.Handle(ParticleProtocol.Name, async (stream, cancellation) =>
        {
            await stream.Input.CopyToAsync(Stream.Null, cancellation);
            await _back.Writer.WriteAsync(true, cancellation);
            stream.Reset();
        });
    }

    public static async Task<ParticleLoad> ConnectAsync(Multiaddr relay)
    {
        ParticleLoad load = new(relay.PeerId!);
        await load._host.DialAsync(relay);
        return load;
    }

    /// <summary>Sends so many particles, so many under way at once, and returns the time until the last has come back.</summary>
    public async Task<TimeSpan> SendAsync(int count, int inFlight, string call = """("op" "identity") ["text"]""")
    {
        string script = $"""(seq (call "{_relay}" {call} x) (call "{_key.PeerId}" ("client" "done") [x]))""";
        Particle[] particles = [.. Enumerable.Range(0, count).Select(
            _ => Particle.Create(_key, Guid.NewGuid().ToString(), DateTimeOffset.UtcNow, TimeSpan.FromSeconds(60), script))];
        long start = Stopwatch.GetTimestamp();
        int sent = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (int next = Interlocked.Increment(ref sent); next < count; next = Interlocked.Increment(ref sent))
            {
                await ParticleProtocol.SendAsync(_host, _relay, particles[next], CancellationToken.None);
                await _back.Reader.ReadAsync();
            }
        })));
        return Stopwatch.GetElapsedTime(start);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
