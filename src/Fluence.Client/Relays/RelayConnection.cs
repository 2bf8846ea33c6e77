using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Microsoft.Extensions.Logging;

namespace Fluence.Client.Relays;

/// <summary>
/// The connection with one of several relays. When it is lost the same relay is tried first, because scripts under way come back to it,
/// then the others in order, round after round with longer pauses.
/// </summary>
internal sealed partial class RelayConnection : IAsyncDisposable
{
    private readonly Libp2pHost _host;
    private readonly ImmutableArray<(PeerId Peer, Multiaddr Address)> _relays;
    private readonly FluenceClientOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _dialling = new(1);
    private readonly CancellationTokenSource _stop = new();
    private volatile PeerId _current;
    private Task _reconnecting = Task.CompletedTask;

    /// <exception cref="ArgumentException">There is no relay, or an address names no peer.</exception>
    public RelayConnection(Libp2pHost host, IReadOnlyList<Multiaddr> relays, FluenceClientOptions options)
    {
        _host = host;
        _options = options;
        _logger = options.Loggers.CreateLogger("Fluence.Client");
        _relays = [.. relays.Select(static relay => (PeerOf(relay), relay))];
        if (_relays.IsEmpty)
        {
            throw new ArgumentException("a client needs the address of a relay", nameof(relays));
        }

        _current = _relays[0].Peer;
        host.PeerDisconnected += OnDisconnected;
    }

    /// <summary>The relay in use: the one that is connected, or was last.</summary>
    public PeerId Current => _current;

    /// <summary>Whether the relay in use is connected.</summary>
    public bool IsConnected => _host.IsConnected(_current);

    /// <summary>Gives the relay in use, connected; another one where that cannot be reached.</summary>
    /// <exception cref="Libp2pException">No relay can be reached: what was wrong with the last one.</exception>
    public async Task<PeerId> ConnectAsync(CancellationToken cancellation)
    {
        if (IsConnected)
        {
            return _current;
        }

        await _dialling.WaitAsync(cancellation);
        try
        {
            return await DialAnyAsync(cancellation);
        }
        finally
        {
            _dialling.Release();
        }
    }

    /// <summary>Connects with one relay and no other.</summary>
    /// <exception cref="Libp2pException">It cannot be reached.</exception>
    public Task ConnectAsync(PeerId relay, CancellationToken cancellation) => DialAsync(relay, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _host.PeerDisconnected -= OnDisconnected;
        await _stop.CancelAsync();
        await _reconnecting;
    }

    private static PeerId PeerOf(Multiaddr relay) => relay.PeerId
        ?? throw new ArgumentException($"the relay's address {relay} must end in /p2p/ and the relay's peer id", nameof(relay));

    private async Task<PeerId> DialAnyAsync(CancellationToken cancellation)
    {
        int first = _relays.IndexOf(_relays.First(relay => relay.Peer == _current));
        for (int i = 0; ; i++)
        {
            PeerId relay = _relays[(first + i) % _relays.Length].Peer;
            try
            {
                await DialAsync(relay, cancellation);
                if (relay != _current)
                {
                    LogMoved(relay, _current);
                    _current = relay;
                }

                return relay;
            }
            catch (Libp2pException unreachable) when (i + 1 < _relays.Length)
            {
                LogUnreachable(relay, unreachable.Message);
            }
        }
    }

    private async Task DialAsync(PeerId relay, CancellationToken cancellation)
    {
        Multiaddr[] addresses = [.. _relays.Where(each => each.Peer == relay).Select(static each => each.Address)];
        using CancellationTokenSource timeout = new(_options.DialTimeout, _options.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _host.DialAsync(relay, addresses, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DialException(
                "timeout", $"the relay {addresses[0]} did not answer within {_options.DialTimeout.TotalSeconds} s");
        }
    }

    // raised under a lock of the host
    private void OnDisconnected(PeerId peer)
    {
        if (peer == _current && _reconnecting.IsCompleted && !_stop.IsCancellationRequested)
        {
            _reconnecting = Task.Run(ReconnectAsync);
        }
    }

    private async Task ReconnectAsync()
    {
        try
        {
            for (TimeSpan pause = _options.ShortestPause; ; pause = Longer(pause))
            {
                try
                {
                    await ConnectAsync(_stop.Token);
                    return;
                }
                catch (Libp2pException unreachable)
                {
                    LogNone(unreachable.Message, pause.TotalSeconds);
                }

                await Task.Delay(pause, _options.Time, _stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
        {
            // the client is being closed
        }
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;

    [LoggerMessage(EventId = 5000, Level = LogLevel.Information, Message = "the relay is {Relay} now, instead of {Former}")]
    private partial void LogMoved(PeerId relay, PeerId former);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "the relay {Relay} cannot be reached: {Reason}")]
    private partial void LogUnreachable(PeerId relay, string reason);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "no relay can be reached ({Reason}); trying again in {Seconds} s")]
    private partial void LogNone(string reason, double seconds);
}
