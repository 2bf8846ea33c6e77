using System.Threading.Tasks.Sources;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// A data frame that waits for room in the <see cref="SendQueue"/>. Each stream reuses one, as it writes one frame at a time.
/// </summary>
internal sealed class SendOperation : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    public SendOperation() => Node = new LinkedListNode<SendOperation>(this);

    /// <summary>Its place in the queue; in no list while it does not wait.</summary>
    public LinkedListNode<SendOperation> Node { get; }

    public YamuxHeader Header { get; private set; }

    /// <summary>The caller's memory; not touched any more once the operation is complete.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    public ValueTask Begin(in YamuxHeader header, ReadOnlyMemory<byte> payload)
    {
        Header = header;
        Payload = payload;
        _source.Reset();
        return new ValueTask(this, _source.Version);
    }

    public void CancelWith(SendQueue queue, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    (SendOperation operation, SendQueue queue) = ((SendOperation, SendQueue))state!;
                    queue.Abandon(operation, new OperationCanceledException(token));
                },
                (this, queue));
        }
    }

    public void Complete()
    {
        Payload = default;
        _source.SetResult(true);
    }

    public void Fail(Exception failure)
    {
        Payload = default;
        _source.SetException(failure);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
