using System.Buffers;
using System.IO.Pipelines;
using Fluence.Primitives.Encoding;

namespace Fluence.Libp2p;

/// <summary>
/// Messages with an unsigned varint of their length before them, as most libp2p protocols frame them. Reading consumes the stream as it
/// comes: a message may be longer than the stream's window, and waiting for all of it in the pipe would wait for ever.
/// </summary>
public static class LengthPrefixed
{
    private const int FirstCapacity = 16 * 1024;

    /// <summary>
    /// Reads one message; null when the stream ends before one begins. Memory grows with what came, not with what was announced.
    /// </summary>
    /// <param name="input">The stream.</param>
    /// <param name="maxLength">The longest message that is accepted, in bytes.</param>
    /// <param name="cancellationToken">Gives up; the stream is of no use then.</param>
    /// <exception cref="ProtocolViolationException">The length is malformed or larger than allowed.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a message.</exception>
    public static async ValueTask<byte[]?> ReadAsync(PipeReader input, int maxLength, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await ReadLengthAsync(input, maxLength, cancellationToken) is not { } length)
        {
            return null;
        }

        byte[] message = new byte[Math.Min(length, FirstCapacity)];
        int received = 0;
        while (received < length)
        {
            ReadResult read = await input.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, length - received));
            int needed = received + (int)part.Length;
            if (needed > message.Length)
            {
                Array.Resize(ref message, (int)Math.Min(length, Math.Max(needed, 2L * message.Length)));
            }

            part.CopyTo(message.AsSpan(received));
            received = needed;
            input.AdvanceTo(part.End);
            if (read.IsCompleted && received < length)
            {
                throw new EndOfStreamException("the stream ended within a message");
            }
        }

        return message;
    }

    /// <summary>The message with its length before it.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[Varint.Length((ulong)message.Length) + message.Length];
        int position = Varint.Write(frame, (ulong)message.Length);
        message.CopyTo(frame.AsSpan(position));
        return frame;
    }

    private static async ValueTask<int?> ReadLengthAsync(PipeReader input, int maxLength, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken);
            switch (TryReadLength(read.Buffer, out ulong length, out int prefixLength))
            {
                case VarintStatus.Done when length <= (ulong)maxLength:
                    input.AdvanceTo(read.Buffer.GetPosition(prefixLength));
                    return (int)length;
                case VarintStatus.NeedsMore when !read.IsCompleted:
                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    break;
                case VarintStatus.NeedsMore when read.Buffer.IsEmpty:
                    input.AdvanceTo(read.Buffer.End);
                    return null;
                case VarintStatus.NeedsMore:
                    input.AdvanceTo(read.Buffer.End);
                    throw new EndOfStreamException("the stream ended within the length of a message");
                default:
                    input.AdvanceTo(read.Buffer.Start);
                    throw new ProtocolViolationException(
                        "message_length", $"the length of a message is malformed or exceeds {maxLength} bytes");
            }
        }
    }

    private static VarintStatus TryReadLength(ReadOnlySequence<byte> buffer, out ulong length, out int prefixLength)
    {
        Span<byte> prefix = stackalloc byte[Varint.MaxLength];
        int available = (int)Math.Min(buffer.Length, prefix.Length);
        buffer.Slice(0, available).CopyTo(prefix);
        return Varint.TryRead(prefix[..available], out length, out prefixLength);
    }
}
