using System.Diagnostics.CodeAnalysis;

namespace Fluence.Libp2p.Transports;

/// <summary>The head of an HTTP/1.1 message: the first line and the header fields.</summary>
internal sealed class HttpHead
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private HttpHead(string firstLine) => FirstLine = firstLine;

    /// <summary>The request line or the status line.</summary>
    public string FirstLine { get; }

    /// <summary>The value of a field, values of repeated fields joined by commas; empty when it is absent.</summary>
    public string this[string name] => _fields.GetValueOrDefault(name, "");

    /// <summary>Whether the value of a field, a list, holds a word, whatever its case.</summary>
    public bool Lists(string name, string word) =>
        this[name].Split(',', StringSplitOptions.TrimEntries).Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads up to the empty line that ends the head.</summary>
    /// <exception cref="ProtocolViolationException">The head is too long, malformed, or followed by bytes that nobody asked
    /// for.</exception>
    /// <exception cref="EndOfStreamException">The connection ended within the head.</exception>
    public static async ValueTask<HttpHead> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1024];
        int length = 0;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException("the connection ended within the head of an HTTP message");
            }

            int searchFrom = Math.Max(0, length - 3);
            length += count;
            int end = buffer.AsSpan(searchFrom, length - searchFrom).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return searchFrom + end + 4 == length && TryParse(buffer.AsSpan(0, length - 4), out HttpHead? head)
                    ? head
                    : throw new ProtocolViolationException("http_head", "the HTTP handshake of a WebSocket is malformed");
            }

            if (length == buffer.Length)
            {
                if (length >= Limits.HttpHeadLength)
                {
                    throw new ProtocolViolationException(
                        "http_head", $"the head of an HTTP message is longer than {Limits.HttpHeadLength} bytes");
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    internal static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out HttpHead? head)
    {
        string[] lines = System.Text.Encoding.Latin1.GetString(bytes).Split("\r\n");
        head = new HttpHead(lines[0]);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || line[colon - 1] is ' ' or '\t' || line[0] is ' ' or '\t')
            {
                head = null;
                return false;
            }

            string name = line[..colon], value = line[(colon + 1)..].Trim();
            head._fields[name] = head._fields.TryGetValue(name, out string? earlier) ? $"{earlier},{value}" : value;
        }

        return true;
    }
}
