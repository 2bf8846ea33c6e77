using System.Buffers;

namespace Fluence.Primitives.Json;

/// <summary>Strings in JSON text: only quotes, backslashes and control characters are escaped, as serde_json does.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static code => (char)code), '"', '\\']);

    /// <summary>The bytes that end a run of plain text inside a string: the quote, the backslash and control characters.</summary>
    public static SearchValues<byte> EndOfPlainUtf8 { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static code => (byte)code), (byte)'"', (byte)'\\']);

    /// <summary>Writes <paramref name="text"/> in quotes.</summary>
    public static void WriteString(ref Utf8Buffer output, ReadOnlySpan<char> text)
    {
        output.Write((byte)'"');
        while (true)
        {
            int next = text.IndexOfAny(Escaped);
            ReadOnlySpan<char> plain = next < 0 ? text : text[..next];
            if (!plain.IsEmpty)
            {
                Span<byte> room = output.Reserve(System.Text.Encoding.UTF8.GetMaxByteCount(plain.Length));
                output.Advance(System.Text.Encoding.UTF8.GetBytes(plain, room));
            }

            if (next < 0)
            {
                break;
            }

            WriteEscape(ref output, text[next]);
            text = text[(next + 1)..];
        }

        output.Write((byte)'"');
    }

    private static void WriteEscape(ref Utf8Buffer output, char symbol)
    {
        switch (symbol)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            default:
                output.Write("\\u00"u8);
                output.Write((byte)(symbol < 0x10 ? '0' : '1'));
                output.Write("0123456789abcdef"u8[symbol & 15]);
                break;
        }
    }
}
