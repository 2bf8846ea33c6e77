using System.Text;
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
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _length < bytes.Length)
        {
            Reserve(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

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

    private Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_length + length), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        return _bytes.AsSpan(_length);
    }
}
