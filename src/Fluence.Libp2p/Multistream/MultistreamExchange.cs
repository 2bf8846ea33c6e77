using System.Buffers;
using System.IO.Pipelines;

namespace Fluence.Libp2p.Multistream;

/// <summary>Runs a negotiator over a pipe of incoming bytes and a function that sends.</summary>
internal static class MultistreamExchange
{
    /// <summary>Negotiates to the end; bytes after the last line stay in <paramref name="input"/>.</summary>
    /// <returns>The selected protocol.</returns>
    /// <exception cref="EndOfStreamException">The peer hung up.</exception>
    public static async ValueTask<string> RunAsync(
        MultistreamNegotiator negotiator,
        PipeReader input,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> output = new();
        negotiator.Start(output);
        while (true)
        {
            if (output.WrittenCount > 0)
            {
                await send(output.WrittenMemory, cancellationToken);
                output.ResetWrittenCount();
            }

            if (negotiator.Selected is { } selected)
            {
                return selected;
            }

            ReadResult read = await input.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> rest = read.Buffer;
            try
            {
                negotiator.Process(ref rest, output);
            }
            catch (ProtocolViolationException) when (output.WrittenCount > 0)
            {
                // a message sent along with a refused proposal is no line; the refusal must still be told
                await send(output.WrittenMemory, cancellationToken);
                throw;
            }
            finally
            {
                input.AdvanceTo(rest.Start, negotiator.Selected is null ? read.Buffer.End : rest.Start);
            }

            if (read.IsCompleted && negotiator.Selected is null)
            {
                throw new EndOfStreamException("the peer hung up while a protocol was negotiated");
            }
        }
    }
}
