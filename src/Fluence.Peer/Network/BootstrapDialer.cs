using System.Collections.Immutable;
using System.Threading.Channels;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer.Network;

/// <summary>
/// Keeps the peer connected with its bootstrap peers: dials each until it answers, and again when the connection is lost.
/// </summary>
internal sealed partial class BootstrapDialer : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    private readonly Libp2pHost _host;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ImmutableDictionary<PeerId, Bootstrap> _bootstraps;

    public BootstrapDialer(Libp2pHost host, IEnumerable<Multiaddr> addresses, ILogger logger, TimeProvider time)
    {
        _host = host;
        _logger = logger;
        _time = time;
        _bootstraps = addresses.Where(address => address.PeerId is not null && address.PeerId != host.PeerId)
            .GroupBy(address => address.PeerId!).ToImmutableDictionary(group => group.Key, group => new Bootstrap(group.Key, [.. group]));
    }

    /// <summary>How many bootstrap peers there are.</summary>
    public int Count => _bootstraps.Count;

    /// <summary>How many of them are connected now.</summary>
    public int Connected => _bootstraps.Keys.Count(_host.IsConnected);

    public void Start()
    {
        foreach (Bootstrap bootstrap in _bootstraps.Values)
        {
            bootstrap.Running = KeepConnectedAsync(bootstrap, _stopping.Token);
        }
    }

    /// <summary>To be called when a peer's last connection has ended.</summary>
    public void OnDisconnected(PeerId peer)
    {
        if (_bootstraps.TryGetValue(peer, out Bootstrap? bootstrap))
        {
            bootstrap.Lost.Writer.TryWrite(true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_bootstraps.Values.Select(bootstrap => bootstrap.Running))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task KeepConnectedAsync(Bootstrap bootstrap, CancellationToken cancellation)
    {
        while (true)
        {
            await ConnectAsync(bootstrap, cancellation);
            do
            {
                await bootstrap.Lost.Reader.ReadAsync(cancellation);
            }
            while (_host.IsConnected(bootstrap.Peer));
            LogLost(bootstrap.Peer);
        }
    }

    private async Task ConnectAsync(Bootstrap bootstrap, CancellationToken cancellation)
    {
        TimeSpan delay = FirstDelay;
        while (!_host.IsConnected(bootstrap.Peer))
        {
            try
            {
                await _host.DialAsync(bootstrap.Peer, bootstrap.Addresses, cancellation);
                LogConnected(bootstrap.Peer);
                return;
            }
#pragma warning disable CA1031 // a peer that ceases to dial would stay alone
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogUnreachable(bootstrap.Peer, failure.Message, delay.TotalSeconds);
            }

            // peers that were started together must not keep dialling in step
            await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), _time, cancellation);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    [LoggerMessage(EventId = 4100, Level = LogLevel.Information, Message = "connected to bootstrap peer {Peer}")]
    private partial void LogConnected(PeerId peer);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "lost bootstrap peer {Peer}, connecting again")]
    private partial void LogLost(PeerId peer);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information,
        Message = "bootstrap peer {Peer} cannot be reached: {Reason}; again in about {Seconds} s")]
    private partial void LogUnreachable(PeerId peer, string reason, double seconds);

    private sealed class Bootstrap(PeerId peer, ImmutableArray<Multiaddr> addresses)
    {
        public PeerId Peer { get; } = peer;

        public ImmutableArray<Multiaddr> Addresses { get; } = addresses;

        public Channel<bool> Lost { get; } = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
