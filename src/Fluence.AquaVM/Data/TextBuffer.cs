using System.Runtime.CompilerServices;
using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>A growing buffer for UTF-8 text that is made over and over.</summary>
/// <param name="capacity">How many bytes are likely.</param>
internal sealed class TextBuffer(int capacity = 1024)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>The text in the memory of this buffer, which must not be written to any more.</summary>
    public ReadOnlyMemory<byte> Taken => _bytes.AsMemory(0, _length);

    /// <summary>The number of bytes.</summary>
    public int Length => _length;

    /// <summary>Starts anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Appends bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Appends the text of a CID that JSON strings do not escape, in quotation marks.</summary>
    public void WriteQuoted(DataCid cid)
    {
        ReadOnlySpan<byte> text = cid.Utf8;
        Span<byte> room = Reserve(text.Length + 2);
        if (text.Length == JsonCid.TextLength)
        {
            // of a length that is known, and so copied in few steps
            room = room[..(JsonCid.TextLength + 2)];
            text[..JsonCid.TextLength].CopyTo(room[1..]);
        }
        else
        {
            text.CopyTo(room[1..]);
        }

        room[0] = (byte)'"';
        room[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
    }

    /// <summary>Makes room for so many more bytes.</summary>
    public void MakeRoom(int more) => Reserve(more);

    /// <summary>Forgets what was written from <paramref name="length"/> on.</summary>
    public void Truncate(int length) => _length = Math.Min(length, _length);

    /// <summary>Appends the canonical text of a JSON value.</summary>
    public void Write(JsonValue json)
    {
        if (json is JsonString { Value: var text } && AggregateJson.IsPlain(text))
        {
            Write("\""u8);
            WriteAscii(text);
            Write("\""u8);
        }
        else
        {
            Write(json.ToUtf8());
        }
    }

    /// <summary>Appends what was written from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Repeat(int start, int end)
    {
        Reserve(end - start);
        Write(_bytes.AsSpan(start, end - start));
    }

    /// <summary>Appends a string of ASCII characters.</summary>
    public void WriteAscii(string text) => _length += Encoding.ASCII.GetBytes(text, Reserve(text.Length));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Grow(length);
        }

        return _bytes.AsSpan(_length);
    }

    private void Grow(int length) =>
        Array.Resize(ref _bytes, Math.Max(checked(_length + length), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
}
