using System.Threading.Tasks.Sources;
using Fluence.Libp2p.Noise;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// What a connection has to send. Writers copy their frames into the pending buffer; the one write loop takes the whole buffer, so all
/// frames that came up in the meantime leave together. When the buffer is full, data frames wait in the order they came; control
/// frames never wait, but too many of them mean that the peer does not read, and end the connection.
/// </summary>
/// <param name="capacity">The plaintext that may be pending before data frames wait, in bytes.</param>
internal sealed class SendQueue(int capacity) : IValueTaskSource<bool>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<SendOperation> _waiting = [];
    private ManualResetValueTaskSourceCore<bool> _signal = new() { RunContinuationsAsynchronously = true };
    private SealedBuffer _pending = new();
    private SealedBuffer _spare = new();
    private Exception? _failure;
    private bool _isTakerWaiting;
    private bool _isClosed;

    /// <summary>Appends a data frame, now or when there is room. The payload is copied before the task completes.</summary>
    /// <param name="operation">What waits when there is no room.</param>
    /// <param name="header">The header of the frame.</param>
    /// <param name="payload">The data of the frame.</param>
    /// <param name="cancellationToken">Gives up waiting; the frame is not sent then.</param>
    /// <param name="isBatch">
    /// Whether so much is pending, with the taker idle, that the caller should take it itself; the taker was not woken then, so the
    /// caller must take or call <see cref="Wake"/>.
    /// </param>
    public ValueTask EnqueueAsync(
        SendOperation operation, in YamuxHeader header, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken, out bool isBatch)
    {
        ValueTask waiting;
        isBatch = false;
        lock (_lock)
        {
            if (_failure is not null || _isClosed)
            {
                return ValueTask.FromException(
                    new StreamResetException("connection_closed", "the connection is closed or closing", _failure));
            }

            if (operation.Node.List is not null)
            {
                throw new InvalidOperationException("a stream takes one write at a time");
            }

            if (_waiting.Count == 0 && _pending.Length < capacity)
            {
                Append(header, payload.Span);
                isBatch = _isTakerWaiting && _pending.Length >= capacity / 2;
                if (!isBatch)
                {
                    Signal(true);
                }

                return ValueTask.CompletedTask;
            }

            waiting = operation.Begin(header, payload);
            _waiting.AddLast(operation.Node);
        }

        operation.CancelWith(this, cancellationToken);
        return waiting;
    }

    /// <summary>Appends a frame without data at once.</summary>
    /// <returns>False when so much is pending that the connection has to end.</returns>
    public bool TryEnqueueControl(in YamuxHeader header)
    {
        lock (_lock)
        {
            if (_failure is not null || _isClosed)
            {
                return true;
            }

            if (_pending.Length >= capacity + Limits.PendingControlBytes)
            {
                return false;
            }

            Append(header, []);
            Wake();
            return true;
        }
    }

    /// <summary>Wakes the taker when something is pending.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_pending.Length > 0)
            {
                Signal(true);
            }
        }
    }

    /// <summary>Takes an operation that waits out of the queue.</summary>
    public void Abandon(SendOperation operation, Exception failure)
    {
        lock (_lock)
        {
            if (operation.Node.List is not null)
            {
                _waiting.Remove(operation.Node);
                operation.Fail(failure);
            }
        }
    }

    /// <summary>Waits until something is pending; false when the queue is closed and empty. One taker only.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_lock)
        {
            if (_pending.Length > 0 && _failure is null)
            {
                return ValueTask.FromResult(true);
            }

            if (_isClosed || _failure is not null)
            {
                return ValueTask.FromResult(false);
            }

            _isTakerWaiting = true;
            _signal.Reset();
            return new ValueTask<bool>(this, _signal.Version);
        }
    }

    /// <summary>Takes what is pending and moves frames that wait up into the room that this makes.</summary>
    public SealedBuffer Take()
    {
        lock (_lock)
        {
            SealedBuffer taken = _pending;
            _pending = _spare;
            _spare = taken;
            while (_waiting.First is { } first && _pending.Length < capacity)
            {
                _waiting.RemoveFirst();
                Append(first.Value.Header, first.Value.Payload.Span);
                first.Value.Complete();
            }

            return taken;
        }
    }

    /// <summary>Lets the taker finish with what is pending; nothing can be added any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Signal(_pending.Length > 0);
        }
    }

    /// <summary>Drops everything and fails all that wait.</summary>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = failure;
            while (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.Fail(failure);
            }

            Signal(false);
        }
    }

    /// <summary>Gives the memory back, once the taker has ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _pending.Dispose();
            _spare.Dispose();
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    private void Append(in YamuxHeader header, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[YamuxHeader.Size];
        header.Write(bytes);
        _pending.Append(bytes);
        _pending.Append(payload);
    }

    private void Signal(bool hasMore)
    {
        if (_isTakerWaiting)
        {
            _isTakerWaiting = false;
            _signal.SetResult(hasMore);
        }
    }
}
