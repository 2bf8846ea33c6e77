using System.Buffers;
using Fluence.Primitives.Encoding;

namespace Fluence.Libp2p.Multistream;

/// <summary>The messages of multistream-select 1.0: <c>varint length ‖ text ‖ '\n'</c>.</summary>
internal static class MultistreamLine
{
    public const string Header = "/multistream/1.0.0";
    public const string NotAvailable = "na";
    public const string List = "ls";

    /// <summary>Reads one line and moves past it; false when <paramref name="input"/> does not hold a whole one yet.</summary>
    /// <exception cref="ProtocolViolationException">The line is longer than allowed or does not end in a line feed.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> input, out string line)
    {
        line = "";
        Span<byte> prefix = stackalloc byte[2];
        int available = (int)Math.Min(input.Length, prefix.Length);
        input.Slice(0, available).CopyTo(prefix);
        switch (Varint.TryRead(prefix[..available], out ulong length, out int prefixLength))
        {
            case VarintStatus.NeedsMore when available < prefix.Length:
                return false;
            case VarintStatus.Done when length is > 0 and <= Limits.MultistreamLineLength:
                break;
            default:
                throw new ProtocolViolationException(
                    "multistream_line", $"a line of multistream-select is empty or longer than {Limits.MultistreamLineLength} bytes");
        }

        if (input.Length < prefixLength + (int)length)
        {
            return false;
        }

        ReadOnlySequence<byte> body = input.Slice(prefixLength, (int)length);
        byte[] text = body.ToArray();
        if (text[^1] != (byte)'\n')
        {
            throw new ProtocolViolationException("multistream_line", "a line of multistream-select does not end in a line feed");
        }

        line = System.Text.Encoding.UTF8.GetString(text.AsSpan(0, text.Length - 1));
        input = input.Slice(body.End);
        return true;
    }

    /// <summary>Appends one line.</summary>
    public static void Write(IBufferWriter<byte> output, string line) => Write(output, System.Text.Encoding.UTF8.GetBytes(line));

    /// <summary>Appends the answer to <c>ls</c>: one line that holds a line for each protocol.</summary>
    public static void WriteList(IBufferWriter<byte> output, IEnumerable<string> protocols)
    {
        ArrayBufferWriter<byte> lines = new();
        foreach (string protocol in protocols)
        {
            Write(lines, protocol);
        }

        Write(output, lines.WrittenSpan);
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        Varint.Write(output, (ulong)text.Length + 1);
        output.Write(text);
        output.Write("\n"u8);
    }
}
