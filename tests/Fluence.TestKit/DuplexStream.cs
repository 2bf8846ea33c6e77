using System.IO.Pipelines;

namespace Fluence.TestKit;

/// <summary>One end of an in-memory connection. It behaves like a socket's stream: disposing an end ends the other end's reading.</summary>
public sealed class DuplexStream : Stream
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly Func<int> _nextChunk;

    private DuplexStream(PipeReader input, PipeWriter output, Func<int> nextChunk)
    {
        _input = input;
        _output = output;
        _nextChunk = nextChunk;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the two ends of a connection.</summary>
    /// <param name="capacity">The bytes that may be under way before a writer waits.</param>
    /// <param name="nextChunk">The most bytes that the next read returns, on either end; null for as many as there are.</param>
    public static (DuplexStream One, DuplexStream Other) CreatePair(int capacity = 1024 * 1024, Func<int>? nextChunk = null)
    {
        PipeOptions options = new(pauseWriterThreshold: capacity, resumeWriterThreshold: capacity / 2, useSynchronizationContext: false);
        Pipe there = new(options), back = new(options);
        nextChunk ??= () => int.MaxValue;
        return (new DuplexStream(back.Reader, there.Writer, nextChunk), new DuplexStream(there.Reader, back.Writer, nextChunk));
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            ReadResult read = await _input.ReadAsync(cancellationToken);
            if (read.IsCanceled)
            {
                throw new IOException("the connection was disposed");
            }

            int count = (int)Math.Min(read.Buffer.Length, Math.Min(buffer.Length, _nextChunk()));
            CopyTo(read.Buffer.Slice(0, count), buffer.Span);
            _input.AdvanceTo(read.Buffer.GetPosition(count));
            return count;
        }
        catch (InvalidOperationException exception)
        {
            throw new IOException("the connection was disposed", exception);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            FlushResult flush = await _output.WriteAsync(buffer, cancellationToken);
            if (flush.IsCompleted || flush.IsCanceled)
            {
                throw new IOException("the other end hung up");
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new IOException("the connection was disposed", exception);
        }
    }

    /// <summary>Says that no more comes; reading goes on.</summary>
    public ValueTask CloseSendAsync() => _output.CompleteAsync();

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.CancelPendingRead();
            _output.CancelPendingFlush();
            _output.Complete();
        }

        base.Dispose(disposing);
    }

    private static void CopyTo(System.Buffers.ReadOnlySequence<byte> source, Span<byte> destination)
    {
        foreach (ReadOnlyMemory<byte> part in source)
        {
            part.Span.CopyTo(destination);
            destination = destination[part.Length..];
        }
    }
}
