using System.Buffers.Binary;

namespace Fluence.Ethereum.Abi;

/// <summary>
/// Writes values in the canonical encoding of the contract ABI. Values stand in frames: the heads of all of them come first, then, in
/// order, what the offsets among the heads point to.
/// </summary>
public sealed class AbiWriter
{
    /// <summary>The length of a word, in bytes.</summary>
    public const int WordLength = 32;

    private byte[] _buffer = new byte[8 * WordLength];
    private int _length;
    private int _frame;
    private int _head;

    /// <summary>Starts a frame at the end of what has been written.</summary>
    /// <param name="headLength">The length of the heads of its values.</param>
    public void StartFrame(int headLength)
    {
        _frame = _length;
        _head = _length;
        Extend(headLength);
    }

    /// <summary>Writes the next value of the frame.</summary>
    public void Write<T>(AbiType<T> type, T value)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsDynamic)
        {
            type.Write(this, value);
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(NextWord()[(WordLength - sizeof(int))..], _length - _frame);
        (int frame, int head) = (_frame, _head);
        type.Write(this, value);
        (_frame, _head) = (frame, head);
    }

    /// <summary>What has been written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>The next word of the heads, which is all zeros.</summary>
    internal Span<byte> NextWord()
    {
        Span<byte> word = _buffer.AsSpan(_head, WordLength);
        _head += WordLength;
        return word;
    }

    /// <summary>Writes a count at the end.</summary>
    internal void AppendCount(int count) =>
        BinaryPrimitives.WriteInt32BigEndian(Extend(WordLength)[(WordLength - sizeof(int))..], count);

    /// <summary>Writes bytes at the end, filled up to whole words.</summary>
    internal void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(AbiReader.Padded(bytes.Length)));

    private Span<byte> Extend(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(checked(_length + count), 2 * _buffer.Length));
        }

        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
