using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// The reading end of a stream: the pipe's own reader, which also tells the stream what was consumed, so that the peer gets that much
/// window back, and which reports a reset only after the data that came before it.
/// </summary>
internal sealed class YamuxStreamReader(YamuxStream stream, PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _examinedBefore;
    private bool _isComplete;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(Observe(read.Result)) : ObserveAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }

        result = Observe(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        long count = _buffer.Slice(0, consumed).Length;
        _examinedBefore = _buffer.Slice(0, examined).Length - count;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
        if (count > 0)
        {
            stream.OnConsumed(count);
        }
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        if (!_isComplete)
        {
            _isComplete = true;
            inner.Complete(exception);
            stream.OnReaderComplete();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> ObserveAsync(ValueTask<ReadResult> read) => Observe(await read);

    private ReadResult Observe(ReadResult result)
    {
        _buffer = result.Buffer;
        if (!result.IsCompleted || stream.ReadFailure is not { } failure)
        {
            return result;
        }

        // whoever has seen all there is waits for more, which will not come
        if (result.Buffer.Length <= _examinedBefore)
        {
            _buffer = default;
            inner.AdvanceTo(result.Buffer.Start);
            throw failure;
        }

        return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
    }
}
