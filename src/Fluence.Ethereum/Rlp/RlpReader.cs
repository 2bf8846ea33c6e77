using System.Numerics;

namespace Fluence.Ethereum.Rlp;

/// <summary>
/// Reads canonical RLP, item by item, without copying. Every length is checked against what is there, so that the time is linear in the
/// input.
/// </summary>
/// <param name="data">What is read.</param>
public ref struct RlpReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Whether the next item is a list.</summary>
    public readonly bool IsList => !_rest.IsEmpty && _rest[0] >= 0xc0;

    /// <summary>Reads a byte string.</summary>
    /// <exception cref="RlpException">The next item is none, or is not canonical.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        if (IsList)
        {
            throw new RlpException("expected a byte string, found a list");
        }

        return ReadItem(0x80);
    }

    /// <summary>Reads a list, and returns a reader of what is in it.</summary>
    /// <exception cref="RlpException">The next item is none, or is not canonical.</exception>
    public RlpReader ReadList()
    {
        if (!IsList)
        {
            throw new RlpException(_rest.IsEmpty ? "expected a list, found the end" : "expected a list, found a byte string");
        }

        return new RlpReader(ReadItem(0xc0));
    }

    /// <summary>Reads a number of at most 32 bytes.</summary>
    /// <exception cref="RlpException">The next item is none, or is not canonical.</exception>
    public BigInteger ReadNumber()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (bytes.Length > Bytes32.Length)
        {
            throw new RlpException($"a number has {bytes.Length} bytes, more than {Bytes32.Length}");
        }

        return bytes is [0, ..] ? throw new RlpException("a number has a leading zero")
            : new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a number of at most 8 bytes.</summary>
    /// <exception cref="RlpException">The next item is none, or is not canonical.</exception>
    public ulong ReadUInt64()
    {
        BigInteger number = ReadNumber();
        return number <= ulong.MaxValue ? (ulong)number : throw new RlpException($"{number} is more than 8 bytes");
    }

    /// <summary>Demands that everything has been read.</summary>
    /// <exception cref="RlpException">Something follows.</exception>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new RlpException($"{_rest.Length} bytes follow after the last item");
        }
    }

    private ReadOnlySpan<byte> ReadItem(byte kind)
    {
        if (_rest.IsEmpty)
        {
            throw new RlpException("expected an item, found the end");
        }

        byte first = _rest[0];
        if (first < 0x80)
        {
            return Take(0, 1);
        }

        int shortLength = first - kind;
        if (shortLength <= 55)
        {
            ReadOnlySpan<byte> item = Take(1, shortLength);
            return kind == 0x80 && item is [< 0x80] ? throw new RlpException("a single byte below 0x80 has a length prefix") : item;
        }

        int lengthOfLength = shortLength - 55;
        if (_rest.Length <= lengthOfLength || _rest[1] == 0)
        {
            throw new RlpException("a length is cut short or has a leading zero");
        }

        ulong length = 0;
        foreach (byte each in _rest.Slice(1, lengthOfLength))
        {
            length = (length << 8) | each;
        }

        return length <= 55 ? throw new RlpException($"the length {length} is written in the long form")
            : length > int.MaxValue ? throw new RlpException($"an item of {length} bytes is cut short")
            : Take(1 + lengthOfLength, (int)length);
    }

    private ReadOnlySpan<byte> Take(int prefix, int length)
    {
        if (_rest.Length - prefix < length)
        {
            throw new RlpException($"an item of {length} bytes is cut short: {_rest.Length - prefix} are there");
        }

        ReadOnlySpan<byte> item = _rest.Slice(prefix, length);
        _rest = _rest[(prefix + length)..];
        return item;
    }
}
