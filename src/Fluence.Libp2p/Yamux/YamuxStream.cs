using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// One stream of a session. What the peer sends is copied once, into a pipe whose size the window bounds; what this side sends takes
/// credit from the peer's window and is copied once, into the session's queue.
/// </summary>
internal sealed class YamuxStream
{
    /// <summary>The most data of one frame, in bytes.</summary>
    private const int MaxFrameData = 64 * 1024;

    private static readonly PipeOptions UnlimitedPipe =
        new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly YamuxSession _session;
    private readonly Lock _lock = new();
    private readonly Lock _pipeLock = new();
    private readonly Pipe _pipe = new(UnlimitedPipe);
    private readonly CreditGate _credit = new(YamuxSession.InitialWindow);
    private readonly SendOperation _operation = new();

    private uint _window;
    private long _receiveWindow;
    private long _lastGrant;
    private long _consumed;
    private long _buffered;
    private bool _isLocalFin;
    private bool _isRemoteFin;
    private bool _isOver;
    private bool _isReaderDone;
    private bool _isPipeDone;
    private bool _isAcknowledged;

    public YamuxStream(YamuxSession session, uint id, uint window)
    {
        _session = session;
        _window = window;
        _receiveWindow = window;
        Id = id;
        Input = new YamuxStreamReader(this, _pipe.Reader);
    }

    public uint Id { get; }

    public PipeReader Input { get; }

    /// <summary>Why reading fails once the data that came is consumed; null when it ends in order.</summary>
    public Exception? ReadFailure { get; private set; }

    /// <summary>Whether the peer will send no more, in order or not.</summary>
    public bool IsRemoteDone
    {
        get
        {
            lock (_lock)
            {
                return _isRemoteFin || _isOver;
            }
        }
    }

    /// <summary>Sends all of <paramref name="data"/>; complete once it is copied. One write at a time.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
        {
            int count = await _credit.TakeAsync(Math.Min(data.Length, MaxFrameData), cancellationToken);
            try
            {
                await _session.SendAsync(
                    _operation, new YamuxHeader(YamuxType.Data, YamuxFlags.None, Id, (uint)count), data[..count], cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _credit.Release((uint)count);
                throw;
            }

            data = data[count..];
        }
    }

    /// <summary>Sends FIN: this side writes no more.</summary>
    public void CloseWrite()
    {
        bool isClosed;
        lock (_lock)
        {
            if (_isLocalFin || _isOver)
            {
                return;
            }

            _isLocalFin = true;
            isClosed = _isOver = _isRemoteFin;
        }

        _credit.Close(new InvalidOperationException("the stream is closed for writing"));
        _session.SendControl(new YamuxHeader(YamuxType.WindowUpdate, YamuxFlags.Fin, Id, 0));
        if (isClosed)
        {
            _session.Forget(this);
        }
    }

    /// <summary>
    /// Sends RST, after all data that was written before: the stream is over at once. Does nothing when it is over already.
    /// </summary>
    public void Reset()
    {
        if (TryEnd(new StreamResetException("reset_locally", "the stream was reset by this side")))
        {
            _session.SendControl(new YamuxHeader(YamuxType.WindowUpdate, YamuxFlags.Rst, Id, 0));
        }
    }

    /// <summary>The peer reset the stream.</summary>
    public void OnRemoteReset() => TryEnd(new StreamResetException("reset_remotely", "the stream was reset by the peer"));

    /// <summary>The connection is gone.</summary>
    public void OnConnectionLost(Exception? cause) =>
        TryEnd(new StreamResetException("connection_closed", "the connection of the stream is closed", cause));

    /// <summary>How much larger the window is than the one that the stream began with, in bytes.</summary>
    public uint WindowGrowth(uint firstWindow)
    {
        lock (_lock)
        {
            return _window - firstWindow;
        }
    }

    /// <summary>The peer accepted the stream; true for the first time.</summary>
    public bool Acknowledge() => !Interlocked.Exchange(ref _isAcknowledged, true);

    /// <summary>The peer writes no more.</summary>
    public void OnRemoteFin()
    {
        bool isClosed;
        lock (_lock)
        {
            if (_isOver || _isRemoteFin)
            {
                return;
            }

            _isRemoteFin = true;
            isClosed = _isOver = _isLocalFin;
        }

        CompletePipe();
        if (isClosed)
        {
            _session.Forget(this);
        }
    }

    /// <summary>A data frame of the given length begins.</summary>
    /// <exception cref="ProtocolViolationException">The peer has no such window, or has closed the stream before.</exception>
    public void OnDataHeader(uint length)
    {
        lock (_lock)
        {
            if (_isRemoteFin && length > 0)
            {
                throw new ProtocolViolationException("yamux_data_after_fin", "the peer sent data on a stream that it had closed");
            }

            if (length > _receiveWindow)
            {
                throw new ProtocolViolationException("yamux_window", "the peer sent more data than the window of the stream allows");
            }

            _receiveWindow -= length;
        }
    }

    /// <summary>Data of a frame; its window was checked. The reader sees it after <see cref="Flush"/>.</summary>
    public void OnData(ReadOnlySpan<byte> data)
    {
        lock (_pipeLock)
        {
            if (!_isPipeDone && !_isReaderDone)
            {
                _buffered += data.Length;
                _session.CountBuffered(data.Length);
                Append(data);
                return;
            }
        }

        GrantWindow(data.Length);
    }

    /// <summary>Shows the data that came to the reader.</summary>
    public void Flush()
    {
        lock (_pipeLock)
        {
            if (!_isPipeDone)
            {
                // never waits: the pipe has no threshold, the window is the bound
                ValueTask<FlushResult> flush = _pipe.Writer.FlushAsync();
                Debug.Assert(flush.IsCompleted, "a pipe without threshold flushes at once");
            }
        }
    }

    /// <exception cref="ProtocolViolationException">The peer grants a window beyond 32 bits.</exception>
    public void OnWindowUpdate(uint delta)
    {
        if (!_credit.Release(delta))
        {
            throw new ProtocolViolationException("yamux_window_overflow", "the peer granted a window of more than 32 bits");
        }
    }

    /// <summary>The application has consumed data.</summary>
    public void OnConsumed(long count)
    {
        lock (_pipeLock)
        {
            long counted = Math.Min(count, _buffered);
            _buffered -= counted;
            _session.CountBuffered(-counted);
        }

        GrantWindow(count);
    }

    /// <summary>The application reads no more; what comes now is dropped.</summary>
    public void OnReaderComplete()
    {
        lock (_pipeLock)
        {
            _isReaderDone = true;
            _session.CountBuffered(-_buffered);
            _buffered = 0;
        }
    }

    // segments as large as the data is: the pipe's own default would cut 64 KiB into sixteen
    private void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            Span<byte> segment = _pipe.Writer.GetSpan(Math.Min(data.Length, MaxFrameData));
            int count = Math.Min(data.Length, segment.Length);
            data[..count].CopyTo(segment);
            _pipe.Writer.Advance(count);
            data = data[count..];
        }
    }

    // gives back what the application consumed, once that is half a window, and more when the window is what limits the speed
    private void GrantWindow(long consumed)
    {
        uint delta;
        lock (_lock)
        {
            _consumed += consumed;
            if (_consumed < _window / 2 || _isRemoteFin || _isOver)
            {
                return;
            }

            uint growth = _session.GrowWindow(_window, ref _lastGrant);
            _window += growth;
            delta = (uint)_consumed + growth;
            _receiveWindow += delta;
            _consumed = 0;
        }

        _session.SendControl(new YamuxHeader(YamuxType.WindowUpdate, YamuxFlags.None, Id, delta));
    }

    private bool TryEnd(StreamResetException failure)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = true;
            ReadFailure = _isRemoteFin ? null : failure;
        }

        _credit.Close(failure);
        _session.Abandon(_operation, failure);
        CompletePipe();
        _session.Forget(this);
        return true;
    }

    private void CompletePipe()
    {
        lock (_pipeLock)
        {
            if (!_isPipeDone)
            {
                _isPipeDone = true;
                _pipe.Writer.Complete();
            }
        }
    }
}
