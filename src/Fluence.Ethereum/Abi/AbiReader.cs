using System.Buffers.Binary;

namespace Fluence.Ethereum.Abi;

/// <summary>
/// Reads values in the canonical encoding of the contract ABI, the one that compilers of contracts write: each offset points to where the
/// value before it ended, padding is zero, nothing follows. So every byte is read once, and lengths are checked against what is there.
/// </summary>
/// <param name="data">What is read.</param>
public ref struct AbiReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _frame;
    private int _head;
    private int _end;

    /// <summary>Starts a frame at the end of what has been read.</summary>
    /// <param name="headLength">The length of the heads of its values.</param>
    /// <exception cref="AbiException">There is less.</exception>
    public void StartFrame(int headLength)
    {
        _frame = _end;
        _head = _end;
        Take(headLength);
    }

    /// <summary>Reads the next value of the frame.</summary>
    /// <exception cref="AbiException">It is not one of this type.</exception>
    public T Read<T>(AbiType<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsDynamic)
        {
            return type.Read(ref this);
        }

        int position = _head;
        int offset = ToInt32(NextWord());
        if (offset != _end - _frame)
        {
            throw new AbiException($"the offset at byte {position} is {offset}, where {_end - _frame} is canonical");
        }

        (int frame, int head) = (_frame, _head);
        T value = type.Read(ref this);
        (_frame, _head) = (frame, head);
        return value;
    }

    /// <summary>Demands that everything has been read.</summary>
    /// <exception cref="AbiException">Something follows.</exception>
    public readonly void End()
    {
        if (_end != _data.Length)
        {
            throw new AbiException($"{_data.Length - _end} bytes follow after the last value, at byte {_end}");
        }
    }

    /// <summary>The next word of the heads.</summary>
    internal ReadOnlySpan<byte> NextWord()
    {
        ReadOnlySpan<byte> word = _data.Slice(_head, AbiWriter.WordLength);
        _head += AbiWriter.WordLength;
        return word;
    }

    /// <summary>Reads a count of values that take at least so many bytes each.</summary>
    internal int TakeCount(int length)
    {
        int position = _end;
        int count = ToInt32(Take(AbiWriter.WordLength));
        return (long)count * length <= _data.Length - _end
            ? count
            : throw new AbiException($"the count at byte {position} is {count}, more than can follow");
    }

    /// <summary>Reads bytes that are filled up to whole words.</summary>
    internal ReadOnlySpan<byte> TakePadded(int length)
    {
        int position = _end;
        ReadOnlySpan<byte> padded = Take(Padded(length));
        return padded[length..].ContainsAnyExcept((byte)0)
            ? throw new AbiException($"the padding of the {length} bytes at byte {position} is not zero")
            : padded[..length];
    }

    /// <summary>That a word is not a value of its type.</summary>
    internal readonly AbiException Wrong(string type) => new($"the word at byte {_head - AbiWriter.WordLength} is no {type}");

    /// <summary>A length filled up to whole words.</summary>
    internal static int Padded(int length) => checked(length + AbiWriter.WordLength - 1) / AbiWriter.WordLength * AbiWriter.WordLength;

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_data.Length - _end < length)
        {
            throw new AbiException($"{length} bytes are expected at byte {_end}, and {_data.Length - _end} are there");
        }

        _end += length;
        return _data.Slice(_end - length, length);
    }

    private readonly int ToInt32(ReadOnlySpan<byte> word)
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(word[^sizeof(int)..]);
        return value >= 0 && !word[..^sizeof(int)].ContainsAnyExcept((byte)0) && value <= _data.Length
            ? value
            : throw new AbiException(
                $"an offset or count is 0x{Convert.ToHexStringLower(word)}, more than the {_data.Length} bytes there are");
    }
}
