using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Transports;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// All streams of one connection (hashicorp/yamux, spec.md): one loop reads, decrypts, cuts into frames and copies data to the streams,
/// another sends what the streams have queued. Everything else happens on the threads of the streams' users.
/// </summary>
internal sealed partial class YamuxSession : IYamuxFrameSink, IDisposable
{
    /// <summary>The protocol for multistream-select.</summary>
    public const string Protocol = "/yamux/1.0.0";

    /// <summary>The window that a stream begins with, by specification, in bytes.</summary>
    public const uint InitialWindow = 256 * 1024;

    private readonly TransportConnection _transport;
    private readonly NoiseChannel _channel;
    private readonly bool _isInitiator;
    private readonly Libp2pOptions _options;
    private readonly Libp2pMetrics _metrics;
    private readonly Action<YamuxStream> _accept;
    private readonly SendQueue _queue;
    private readonly SendLoop _sender;
    private readonly YamuxFrameReader _frames;
    private readonly YamuxLiveness _liveness;
    private readonly OpenGate _gate = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, YamuxStream> _streams = [];
    private readonly List<YamuxStream> _unflushed = [];

    private YamuxStream? _current;
    private YamuxFlags _currentFlags;
    private Exception? _failure;
    private uint _nextId;
    private int _inboundCount;
    private int _outboundCount;
    private long _buffered;
    private long _windowGrowth;
    private bool _isClosing;
    private bool _isRemoteGoingAway;

    /// <param name="transport">The raw connection, which the session owns.</param>
    /// <param name="channel">The encrypted channel over it, which the session owns.</param>
    /// <param name="isInitiator">Whether this side dialled: it opens streams with odd ids then.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="metrics">Where refusals are counted.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="accept">Takes streams that the peer opens. Called from the read loop, so it must return at once.</param>
    public YamuxSession(
        TransportConnection transport, NoiseChannel channel, bool isInitiator, Libp2pOptions options, Libp2pMetrics metrics,
        TimeProvider timeProvider, Action<YamuxStream> accept)
    {
        _transport = transport;
        _channel = channel;
        _isInitiator = isInitiator;
        _options = options;
        _metrics = metrics;
        _accept = accept;
        _queue = new SendQueue(options.WriteBufferSize);
        _frames = new YamuxFrameReader(this);
        _liveness = new YamuxLiveness(options, timeProvider);
        _sender = new SendLoop(_queue, channel, _liveness, Abort);
        _nextId = isInitiator ? 1u : 2u;
    }

    /// <summary>The streams that are open in at least one direction.</summary>
    public int StreamCount
    {
        get
        {
            lock (_lock)
            {
                return _streams.Count;
            }
        }
    }

    /// <summary>Whether streams can be opened.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _failure is null && !_isClosing && !_isRemoteGoingAway;
            }
        }
    }

    /// <summary>Runs the session until it ends; the result says why. Never fails.</summary>
    /// <param name="leftover">Plaintext that came after the negotiation of the muxer.</param>
    public async Task<Libp2pException> RunAsync(ReadOnlyMemory<byte> leftover)
    {
        // the first ping measures the round trip
        SendControl(new YamuxHeader(YamuxType.Ping, YamuxFlags.Syn, 0, _liveness.StartPing()));
        Task writing = Task.Run(WriteLoopAsync);
        Libp2pException reason = await Task.Run(() => ReadLoopAsync(leftover));
        if (reason is ProtocolViolationException)
        {
            SendControl(new YamuxHeader(YamuxType.GoAway, YamuxFlags.None, 0, (uint)YamuxGoAway.ProtocolError));
        }

        FailStreams(reason);
        _queue.Close();
        await writing;
        _transport.Abort();
        _queue.Dispose();
        _channel.Dispose();
        return reason;
    }

    /// <summary>Opens a stream. When too many are not yet acknowledged by the peer, waits for one that is.</summary>
    /// <exception cref="LimitExceededException">There are as many streams as the options allow.</exception>
    /// <exception cref="StreamResetException">The connection is closed or closing.</exception>
    public async ValueTask<YamuxStream> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        YamuxStream? stream = null;
        try
        {
            lock (_lock)
            {
                if (_failure is not null || _isClosing || _isRemoteGoingAway || _nextId > uint.MaxValue - 2)
                {
                    throw new StreamResetException("connection_closed", "the connection is closed or closing", _failure);
                }

                if (_outboundCount >= _options.MaxStreamsPerConnection)
                {
                    _metrics.Refuse("outbound_streams");
                    throw new LimitExceededException(
                        "outbound_streams", $"a connection has at most {_options.MaxStreamsPerConnection} outbound streams");
                }

                stream = new YamuxStream(this, _nextId, _options.StreamWindow);
                _nextId += 2;
                _outboundCount++;
                _streams.Add(stream.Id, stream);
                _liveness.OnActivity();

                // within the lock, so that streams open on the wire in the order of their ids
                _queue.TryEnqueueControl(Announcement(stream, YamuxFlags.Syn));
            }

            return stream;
        }
        finally
        {
            if (stream is null)
            {
                _gate.Leave();
            }
        }
    }

    /// <summary>Says good-bye, sends what is queued and ends the session; streams that are still open are lost.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_isClosing || _failure is not null)
            {
                return;
            }

            _isClosing = true;
        }

        _liveness.OnClosing();
        SendControl(new YamuxHeader(YamuxType.GoAway, YamuxFlags.None, 0, (uint)YamuxGoAway.Normal));
        _queue.Close();
    }

    /// <summary>Ends the session at once.</summary>
    public void Abort(Libp2pException reason)
    {
        lock (_lock)
        {
            _failure ??= reason;
        }

        _queue.Fail(reason);
        _transport.Abort();
    }

    /// <summary>Frees what an ended session still holds.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _channel.Dispose();
        _gate.Dispose();
        _sender.Dispose();
    }

    /// <summary>Looks after time-outs; to be called about once a second.</summary>
    public void Tick()
    {
        switch (_liveness.Check(StreamCount, out uint ping))
        {
            case YamuxLivenessAction.AbortClosing:
                Abort(new Libp2pException("closed_locally", "the connection was closed"));
                break;
            case YamuxLivenessAction.Ping:
                SendControl(new YamuxHeader(YamuxType.Ping, YamuxFlags.Syn, 0, ping));
                break;
            case YamuxLivenessAction.CloseIdle:
                _metrics.Count("idle_closes");
                Close();
                break;
            case YamuxLivenessAction.AbortSilent:
                _metrics.Refuse("keep_alive");
                Abort(new Libp2pException("keep_alive", "the peer did not answer a ping of the keep-alive"));
                break;
            case YamuxLivenessAction.AbortStalled:
                _metrics.Refuse("write_timeout");
                Abort(new Libp2pException("write_timeout", "the peer did not read from the connection"));
                break;
        }
    }

    /// <summary>Queues a data frame.</summary>
    internal ValueTask SendAsync(
        SendOperation operation, in YamuxHeader header, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        _sender.SendAsync(operation, header, data, cancellationToken);

    /// <summary>Queues a frame without data.</summary>
    internal void SendControl(in YamuxHeader header)
    {
        if (!_queue.TryEnqueueControl(header))
        {
            _metrics.Refuse("control_backlog");
            Abort(new Libp2pException("control_backlog", "the peer provokes frames without reading them"));
        }
    }

    /// <summary>Fails a data frame that waits.</summary>
    internal void Abandon(SendOperation operation, Exception failure) => _queue.Abandon(operation, failure);

    /// <summary>Adds to the bytes that the applications of this connection have not consumed yet.</summary>
    internal void CountBuffered(long count) => Interlocked.Add(ref _buffered, count);

    /// <summary>
    /// How much the window of a stream may grow now: doubled when it was used up within four round trips, as far as the options and
    /// half of the connection's buffer allow.
    /// </summary>
    internal uint GrowWindow(uint window, ref long lastGrant)
    {
        if (!_liveness.IsWithinRoundTrips(4, ref lastGrant) || window >= _options.MaxStreamWindow)
        {
            return 0;
        }

        uint growth = Math.Min(window, _options.MaxStreamWindow - window);
        if (Interlocked.Add(ref _windowGrowth, growth) <= _options.MaxBufferedPerConnection / 2)
        {
            return growth;
        }

        Interlocked.Add(ref _windowGrowth, -growth);
        return 0;
    }

    /// <summary>Drops a stream that is over.</summary>
    internal void Forget(YamuxStream stream)
    {
        bool isInbound = IsInbound(stream.Id);
        lock (_lock)
        {
            if (!_streams.Remove(stream.Id))
            {
                return;
            }

            _ = isInbound ? _inboundCount-- : _outboundCount--;
            _liveness.OnActivity();
        }

        Interlocked.Add(ref _windowGrowth, -stream.WindowGrowth(_options.StreamWindow));
        if (!isInbound)
        {
            ReleaseAcknowledgement(stream);
        }
    }

    private YamuxHeader Announcement(YamuxStream stream, YamuxFlags flag) =>
        new(YamuxType.WindowUpdate, flag, stream.Id, _options.StreamWindow - InitialWindow);

    private bool IsInbound(uint id) => (id % 2 == 0) == _isInitiator;

    private void ReleaseAcknowledgement(YamuxStream stream)
    {
        if (stream.Acknowledge())
        {
            _gate.Leave();
        }
    }

    private async Task<Libp2pException> ReadLoopAsync(ReadOnlyMemory<byte> leftover)
    {
        try
        {
            _frames.Read(leftover.Span);
            Flush();
            while (await _channel.ReadAsync(CancellationToken.None))
            {
                _liveness.OnReceived();
                _frames.Read(_channel.Message.Span);
                if (!_channel.HasNext)
                {
                    Flush();
                }
            }

            return new Libp2pException(_isClosing ? "closed_locally" : "closed_remotely", "the connection was closed");
        }
        catch (Libp2pException violation)
        {
            return _failure as Libp2pException ?? violation;
        }
        catch (Exception exception) when (TransportConnection.IsLoss(exception))
        {
            return _failure as Libp2pException
                ?? new Libp2pException(_isClosing ? "closed_locally" : "connection_lost", "the connection was lost", exception);
        }
    }

    // readers are woken once for all that one read of the connection brought, not for every frame
    private void Flush()
    {
        foreach (YamuxStream stream in _unflushed)
        {
            stream.Flush();
        }

        _unflushed.Clear();
    }

    private async Task WriteLoopAsync()
    {
        try
        {
            await _sender.RunAsync();
            await _transport.CloseSendAsync();
        }
        catch (Exception exception) when (TransportConnection.IsLoss(exception))
        {
            Abort(new Libp2pException("connection_lost", "the connection was lost", exception));
        }
    }

    private void FailStreams(Libp2pException reason)
    {
        YamuxStream[] streams;
        lock (_lock)
        {
            _failure ??= reason;
            streams = [.. _streams.Values];
        }

        foreach (YamuxStream stream in streams)
        {
            stream.OnConnectionLost(_failure);
        }

        _gate.OnPeerReady();
    }
}
