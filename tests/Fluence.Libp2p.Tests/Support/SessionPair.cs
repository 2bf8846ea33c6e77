using System.Threading.Channels;
using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Transports;
using Fluence.Libp2p.Yamux;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Support;

/// <summary>Two sessions over an in-memory connection, with the handshake done.</summary>
internal sealed class SessionPair : IAsyncDisposable
{
    private readonly Libp2pMetrics _metrics = new();
    private readonly Channel<YamuxStream> _accepted = Channel.CreateUnbounded<YamuxStream>();
    private Task<Libp2pException>[] _running = [];

    private SessionPair(UpgradedConnection dialer, UpgradedConnection listener, Libp2pOptions options, TimeProvider timeProvider)
    {
        Dialer = Session(dialer, options, timeProvider);
        Listener = Session(listener, options, timeProvider);
    }

    public YamuxSession Dialer { get; }

    public YamuxSession Listener { get; }

    public Libp2pMetrics Metrics => _metrics;

    public Task<Libp2pException> ListenerEnd => _running[1];

    public static async Task<SessionPair> CreateAsync(
        Libp2pOptions? options = null, Func<int>? nextChunk = null, TimeProvider? timeProvider = null, int capacity = 1024 * 1024)
    {
        (TransportConnection one, TransportConnection other) = InMemory.Connect(capacity, nextChunk);
        Task<UpgradedConnection> dialer = Upgrade(one, true), listener = Upgrade(other, false);
        SessionPair pair = new(
            await dialer.Soon(), await listener.Soon(), options ?? new Libp2pOptions(), timeProvider ?? TimeProvider.System);
        pair._running = [pair.Dialer.RunAsync(default), pair.Listener.RunAsync(default)];

        // a first stream from the listener shows the dialler that it serves streams
        YamuxStream greeting = await pair.Listener.OpenAsync(CancellationToken.None).Soon();
        YamuxStream greeted = await pair.AcceptAsync();
        greeting.Reset();
        await Eventually.True(() => greeted.IsRemoteDone, "the greeting is over");
        return pair;
    }

    /// <summary>A stream from the dialler to the listener, both ends.</summary>
    public async Task<(YamuxStream Near, YamuxStream Far)> OpenAsync()
    {
        YamuxStream near = await Dialer.OpenAsync(CancellationToken.None).Soon();
        return (near, await AcceptAsync());
    }

    /// <summary>The next stream that the other side has opened.</summary>
    public Task<YamuxStream> AcceptAsync() => _accepted.Reader.ReadAsync().Soon();

    public async ValueTask DisposeAsync()
    {
        Dialer.Abort(new Libp2pException("test_over", "the test is over"));
        Listener.Abort(new Libp2pException("test_over", "the test is over"));
        await Task.WhenAll(_running).Soon();
        Dialer.Dispose();
        Listener.Dispose();
        _metrics.Dispose();
    }

    private static Task<UpgradedConnection> Upgrade(TransportConnection transport, bool isDialer) => ConnectionUpgrade.RunAsync(
        transport, isDialer, new NoiseIdentity(TestHosts.Key(isDialer ? (byte)1 : (byte)2), []), null, CancellationToken.None).AsTask();

    private YamuxSession Session(UpgradedConnection upgraded, Libp2pOptions options, TimeProvider timeProvider) => new(
        upgraded.Transport, upgraded.Channel, upgraded.IsDialer, options, _metrics, timeProvider,
        stream => _accepted.Writer.TryWrite(stream));
}

/// <summary>In-memory connections.</summary>
internal static class InMemory
{
    private static readonly Multiaddr Nowhere = Multiaddr.Parse("/ip4/127.0.0.1/tcp/1");

    public static (TransportConnection One, TransportConnection Other) Connect(int capacity = 1024 * 1024, Func<int>? nextChunk = null)
    {
        (DuplexStream one, DuplexStream other) = DuplexStream.CreatePair(capacity, nextChunk);
        return (Wrap(one), Wrap(other));
    }

    private static TransportConnection Wrap(DuplexStream stream) => new(stream, Nowhere, Nowhere, stream.CloseSendAsync);
}
