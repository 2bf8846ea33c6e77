using System.Collections.Immutable;
using System.Net.Sockets;
using Fluence.Crypto;
using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Ping;
using Fluence.Libp2p.Transports;
using Fluence.Libp2p.Yamux;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Libp2p;

/// <summary>
/// A peer of a libp2p network: it listens on and dials TCP and WebSocket, secures connections with Noise, multiplexes them with Yamux,
/// serves identify and ping, and hands streams of other protocols to their handlers.
/// </summary>
public sealed class Libp2pHost : IAsyncDisposable
{
    private readonly HostContext _context;
    private readonly ConnectionTable _table;
    private readonly NoiseIdentity _noise;
    private readonly IdentifyProtocol _identify;
    private readonly Dialer _dialer;
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _maintenance;
    private ImmutableArray<Listener> _listeners = [];
    private int _pendingInbound;
    private int _isDisposed;

    /// <summary>Makes a host; it neither listens nor dials yet.</summary>
    /// <param name="identity">The keys of the peer.</param>
    /// <param name="options">Limits and times; null for the defaults.</param>
    /// <param name="logger">Where to log; null for nowhere.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public Libp2pHost(KeyPair identity, Libp2pOptions? options = null, ILogger? logger = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(identity);
        options ??= new Libp2pOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StreamWindow, YamuxSession.InitialWindow, nameof(options));
        _context = new HostContext(identity, options, logger ?? NullLogger.Instance, timeProvider ?? TimeProvider.System);
        _table = new ConnectionTable(PeerId, options, _context.Logger);
        _noise = new NoiseIdentity(identity, options.EarlyMuxerNegotiation ? [YamuxSession.Protocol] : []);
        _identify = new IdentifyProtocol(_context, () => ListenAddresses, OnIdentified);
        _dialer = new Dialer(_context, ConnectAsync);
        _maintenance = new PeriodicTimer(options.MaintenanceInterval, _context.TimeProvider);
        Handle(IdentifyProtocol.Id, _identify.AnswerAsync);
        Handle(IdentifyProtocol.PushId, _identify.TakePushAsync);
        Handle(PingProtocol.Id, PingProtocol.AnswerAsync);
        _context.Work.Run(MaintainAsync);
    }

    /// <summary>
    /// The first connection with a peer was made. Raised in order with <see cref="PeerDisconnected"/>, under a lock of the host:
    /// return at once and hand work elsewhere.
    /// </summary>
    public event Action<PeerId>? PeerConnected
    {
        add => _table.PeerConnected += value;
        remove => _table.PeerConnected -= value;
    }

    /// <summary>The last connection with a peer has ended. See <see cref="PeerConnected"/>.</summary>
    public event Action<PeerId>? PeerDisconnected
    {
        add => _table.PeerDisconnected += value;
        remove => _table.PeerDisconnected -= value;
    }

    /// <summary>A peer told who it is, on a new connection or later of its own accord.</summary>
    public event Action<PeerId, IdentifyInfo>? PeerIdentified;

    /// <summary>The id of this peer.</summary>
    public PeerId PeerId => _context.Identity.PeerId;

    /// <summary>What this host counts.</summary>
    public Libp2pMetrics Metrics => _context.Metrics;

    /// <summary>
    /// Where this peer can be dialled, with <c>/p2p/</c>: the addresses to announce, or else those listened on, with actual ports.
    /// </summary>
    public IReadOnlyList<Multiaddr> ListenAddresses => _context.Options.AnnounceAddresses is { Count: > 0 } announced
        ? [.. announced.Select(address => address.WithPeerId(PeerId))]
        : [.. _listeners.SelectMany(listener => listener.Addresses).Select(address => address.WithPeerId(PeerId))];

    /// <summary>All established connections.</summary>
    public IReadOnlyCollection<Libp2pConnection> Connections => _table.All();

    /// <summary>Serves a protocol, in place of an earlier handler for it. When the handler returns, its stream is disposed.</summary>
    public void Handle(string protocol, Func<Libp2pStream, CancellationToken, Task> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(protocol);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(protocol.Length, Limits.MultistreamLineLength, nameof(protocol));
        ArgumentNullException.ThrowIfNull(handler);
        _context.Handle(protocol, handler);
    }

    /// <summary>Listens on addresses like <c>/ip4/0.0.0.0/tcp/0</c> and <c>/ip4/0.0.0.0/tcp/0/ws</c>; port 0 takes any free one.</summary>
    /// <exception cref="SocketException">An address cannot be bound.</exception>
    /// <exception cref="NotSupportedException">An address is none to listen on.</exception>
    public Task ListenAsync(params IReadOnlyList<Multiaddr> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (Multiaddr address in addresses)
        {
            Listener listener = new(address);
            ImmutableInterlocked.Update(ref _listeners, (all, added) => all.Add(added), listener);
            _context.Work.Run(() => listener.RunAsync(_context, Admit));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether there is a connection with a peer.</summary>
    public bool IsConnected(PeerId peer) => _table.Find(peer) is not null;

    /// <summary>Connects to an address. When it names a peer that is connected already, gives that connection.</summary>
    /// <exception cref="Libp2pException">The address cannot be reached, is someone else's, or a limit stands in the way.</exception>
    public Task<Libp2pConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.PeerId is { } peer ? DialAsync(peer, [address], cancellationToken) : ConnectAsync(address, null, cancellationToken);
    }

    /// <summary>Connects to a peer by any of its addresses, or gives the connection that there is already.</summary>
    /// <exception cref="DialException">No address worked.</exception>
    public Task<Libp2pConnection> DialAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        return _table.Find(peer) is { } existing
            ? Task.FromResult(existing)
            : _dialer.DialAsync(peer, addresses, _stop.Token, cancellationToken);
    }

    /// <summary>Sends one message to a connected peer; see <see cref="Libp2pConnection.SendAsync"/>.</summary>
    /// <exception cref="DialException">The peer is not connected (reason <c>not_connected</c>).</exception>
    public ValueTask SendAsync(PeerId peer, string protocol, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        _table.Find(peer) is { } connection
            ? connection.SendAsync(protocol, message, cancellationToken)
            : throw new DialException("not_connected", $"{peer} is not connected");

    /// <summary>Opens a stream on a connection with a peer.</summary>
    /// <exception cref="DialException">The peer is not connected (reason <c>not_connected</c>).</exception>
    /// <exception cref="UnsupportedProtocolException">The peer does not speak the protocol.</exception>
    /// <exception cref="TimeoutException">The peer did not answer in time.</exception>
    /// <exception cref="Libp2pException">The stream could not be opened for another reason.</exception>
    public async ValueTask<Libp2pStream> OpenStreamAsync(PeerId peer, string protocol, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Libp2pConnection connection = _table.Find(peer) ?? throw new DialException("not_connected", $"{peer} is not connected");
            try
            {
                return await connection.OpenStreamAsync([protocol], cancellationToken);
            }
            catch (StreamResetException exception) when (exception.Reason == "connection_closed" && !connection.IsOpen)
            {
                // it ended under our hands; there may be another one
            }
        }
    }

    /// <summary>Pings a connected peer; the time that the answer took.</summary>
    public async Task<TimeSpan> PingAsync(PeerId peer, CancellationToken cancellationToken = default)
    {
        await using Libp2pStream stream = await OpenStreamAsync(peer, PingProtocol.Id, cancellationToken);
        return await PingProtocol.AskAsync(_context, stream, cancellationToken);
    }

    /// <summary>
    /// Tells all connected peers what this one is now, for instance after new protocols; peers that do not care are passed over.
    /// </summary>
    public async Task PushIdentityAsync(CancellationToken cancellationToken = default)
    {
        foreach (Libp2pConnection connection in _table.All())
        {
            try
            {
                await _identify.PushAsync(connection, cancellationToken);
            }
            catch (Exception exception) when (IsPeerFault(exception) && !cancellationToken.IsCancellationRequested)
            {
                Log.IdentifyFailed(_context.Logger, connection.RemotePeer, exception.Message);
            }
        }
    }

    /// <summary>Closes all connections with a peer.</summary>
    public Task CloseConnectionsAsync(PeerId peer) => Task.WhenAll(_table.Of(peer).Select(connection => connection.CloseAsync()));

    /// <summary>Stops listening, closes all connections and waits until nothing of the host runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        foreach (Listener listener in _listeners)
        {
            listener.Dispose();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_table.All().Select(connection => connection.CloseAsync()));
        _maintenance.Dispose();
        await _context.Work.CloseAsync();
        _context.Metrics.Dispose();
        _stop.Dispose();
    }

    private static bool IsPeerFault(Exception exception) =>
        exception is TimeoutException || TransportConnection.IsLoss(exception);

    private void Admit(Socket socket, bool isWebSocket)
    {
        string? refusal = _table.Count >= _context.Options.MaxConnections ? "connections"
            : Volatile.Read(ref _pendingInbound) >= _context.Options.MaxPendingInbound ? "pending_inbound"
            : null;
        if (refusal is not null)
        {
            socket.Dispose();
            Refuse(refusal);
            return;
        }

        Interlocked.Increment(ref _pendingInbound);
        _context.Work.Run(() => AcceptAsync(socket, isWebSocket));
    }

    private async Task AcceptAsync(Socket socket, bool isWebSocket)
    {
        using Deadline deadline = _context.StartDeadline(_context.Options.HandshakeTimeout, _stop.Token);
        string address = socket.RemoteEndPoint?.ToString() ?? "";
        try
        {
            TransportConnection transport = await SocketTransport.AcceptAsync(socket, isWebSocket, deadline.Token);
            Start(await UpgradeAsync(transport, isDialer: false, null, deadline.Token));
        }
        catch (LimitExceededException)
        {
            // counted and logged where the limit is
        }
        catch (Exception exception) when (TransportConnection.IsLoss(exception))
        {
            OnHandshakeFailed(address, exception, deadline);
        }
        finally
        {
            Interlocked.Decrement(ref _pendingInbound);
        }
    }

    private async Task<Libp2pConnection> ConnectAsync(Multiaddr address, PeerId? peer, CancellationToken cancellationToken)
    {
        using Deadline deadline = _context.StartDeadline(_context.Options.DialTimeout, cancellationToken);
        try
        {
            TransportConnection transport = await SocketTransport.DialAsync(address, deadline.Token);
            return Start(await UpgradeAsync(transport, isDialer: true, peer, deadline.Token));
        }
        catch (LimitExceededException)
        {
            throw;
        }
        catch (Exception exception) when (TransportConnection.IsLoss(exception) && !cancellationToken.IsCancellationRequested)
        {
            string reason = OnHandshakeFailed(address.ToString(), exception, deadline);
            _context.Metrics.FailDial(reason);
            throw exception is Libp2pException
                ? exception
                : new DialException(reason, $"cannot connect to {address}: {exception.Message}", exception);
        }
    }

    private async Task<UpgradedConnection> UpgradeAsync(
        TransportConnection transport, bool isDialer, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectionUpgrade.RunAsync(transport, isDialer, _noise, expectedPeer, cancellationToken);
        }
        catch
        {
            transport.Abort();
            throw;
        }
    }

    private Libp2pConnection Start(UpgradedConnection upgraded)
    {
        Libp2pConnection connection = new(_context, upgraded);
        if (_table.TryAdd(connection) is { } refusal)
        {
            Refuse(refusal);
            upgraded.Transport.Abort();
            upgraded.Channel.Dispose();
            throw new LimitExceededException(refusal, $"the connection with {upgraded.RemotePeer} was refused: {refusal}");
        }

        _context.Metrics.OpenConnection(upgraded.IsDialer ? "outbound" : "inbound");
        Log.Connected(_context.Logger, connection.RemotePeer, connection.RemoteAddress);
        _context.Work.Run(() => RunAsync(connection));
        if (_stop.IsCancellationRequested)
        {
            // the host closed the connections that it knew just before this one came
            _ = connection.CloseAsync();
        }

        if (_context.Options.IdentifyOnConnect)
        {
            _context.Work.Run(() => IdentifyAsync(connection));
        }

        return connection;
    }

    private async Task RunAsync(Libp2pConnection connection)
    {
        string reason = "failure", message = "";
        try
        {
            Libp2pException end = await connection.RunAsync();
            (reason, message) = (end.Reason, end.Message);
        }
        finally
        {
            _table.Remove(connection);
            _context.Metrics.CloseConnection(reason);
            Log.Disconnected(_context.Logger, connection.RemotePeer, connection.RemoteAddress, reason, message);
            connection.Complete();
        }
    }

    private async Task IdentifyAsync(Libp2pConnection connection)
    {
        try
        {
            await _identify.AskAsync(connection, _stop.Token);
        }
        catch (Exception exception) when (IsPeerFault(exception))
        {
            _context.Metrics.Count("identify_failures");
            Log.IdentifyFailed(_context.Logger, connection.RemotePeer, exception.Message);
        }
    }

    private async Task MaintainAsync()
    {
        while (await _maintenance.WaitForNextTickAsync())
        {
            foreach (Libp2pConnection connection in _table.All())
            {
                connection.Tick();
            }
        }
    }

    private void OnIdentified(Libp2pConnection connection, IdentifyInfo info)
    {
        connection.Identity = info;
        PeerIdentified?.Invoke(connection.RemotePeer, info);
    }

    private string OnHandshakeFailed(string address, Exception exception, Deadline deadline)
    {
        string reason = exception switch
        {
            OperationCanceledException => deadline.HasPassed ? "timeout" : "cancelled",
            EndOfStreamException => "hung_up",
            Libp2pException known => known.Reason,
            _ => "connection_lost",
        };
        _context.Metrics.FailHandshake(reason);
        Log.HandshakeFailed(_context.Logger, address, reason, exception.Message);
        return reason;
    }

    private void Refuse(string reason)
    {
        _context.Metrics.Refuse(reason);
        Log.Refused(_context.Logger, reason);
    }
}
