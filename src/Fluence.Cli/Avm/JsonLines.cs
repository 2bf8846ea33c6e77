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

    /// <summary>Every line that is not empty.</summary>
    /// <exception cref="CommandException">A line is too long.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        PipeReader input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                ReadOnlySequence<byte> line = rest.Slice(0, end);
                if (!line.IsEmpty)
                {
                    yield return line.ToArray();
                }

                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > MaxLength)
            {
                throw new CommandException($"a line of input is longer than {MaxLength} bytes");
            }

            input.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    yield return rest.ToArray();
                }

                yield break;
            }
        }
    }
}
