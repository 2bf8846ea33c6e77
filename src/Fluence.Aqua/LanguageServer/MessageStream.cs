using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Messages of JSON-RPC, each behind a header with its length, as the Language Server Protocol has them.</summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    /// <summary>The longest message that is read, in bytes.</summary>
    internal const int MaxBytes = 64 << 20;

    private const int MaxHeaderBytes = 4 << 10;

    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>The next message; null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">The input is no message; what follows cannot be read either.</exception>
    /// <exception cref="JsonException">The message is no JSON object; the next one can be read.</exception>
    internal JsonObject? Read()
    {
        if (ReadLength() is not { } length)
        {
            return null;
        }

        byte[] body = new byte[length];
        try
        {
            input.ReadExactly(body);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("the input ends within a message");
        }

        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new JsonException("a message is an object");
        }
        catch (ArgumentException doubled)
        {
            throw new JsonException(doubled.Message);
        }
    }

    internal void Write(JsonObject message)
    {
        byte[] body = Encoding.UTF8.GetBytes(message.ToJsonString());
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        output.Write(body);
        output.Flush();
    }

    private int? ReadLength()
    {
        List<byte> header = [];
        while (header.Count < HeaderEnd.Length || !header[^HeaderEnd.Length..].SequenceEqual(HeaderEnd))
        {
            int next = input.ReadByte();
            if (next < 0)
            {
                return header.Count == 0 ? null : throw new InvalidDataException("the input ends within a header");
            }

            header.Add((byte)next);
            if (header.Count > MaxHeaderBytes)
            {
                throw new InvalidDataException($"a header is longer than {MaxHeaderBytes} bytes");
            }
        }

        foreach (string line in Encoding.ASCII.GetString([.. header]).Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return Utf8Parser.TryParse(Encoding.ASCII.GetBytes(line[15..].Trim()), out int length, out _)
                    && length is >= 0 and <= MaxBytes
                    ? length
                    : throw new InvalidDataException($"the length of a message is between 0 and {MaxBytes}");
            }
        }

        throw new InvalidDataException("a header has no Content-Length");
    }
}
