using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm;

/// <summary>Splits a stream into lines of bounded length.</summary>
internal static class JsonLines
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLength = 512 * 1024 * 1024;

    private const int ReadSize = 128 * 1024;

    /// <summary>Every line that is not empty, without its line feed.</summary>
    /// <exception cref="CommandException">A line is too long.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        PipeReader input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadSize, leaveOpen: true));

        // what was searched for a line feed already, so that a long line is not searched again with each read
        long searched = 0;
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.Slice(searched).PositionOf((byte)'\n') is { } end)
            {
                ReadOnlySequence<byte> line = rest.Slice(0, end);
                rest = rest.Slice(rest.GetPosition(1, end));
                searched = 0;
                if (!line.IsEmpty)
                {
                    yield return line.ToArray();
                }
            }

            searched = rest.Length;
            if (searched > MaxLength)
            {
                throw new CommandException($"a line of input is longer than {MaxLength} bytes");
            }

            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    yield return rest.ToArray();
                }

                yield break;
            }

            input.AdvanceTo(rest.Start, rest.End);
        }
    }
}
