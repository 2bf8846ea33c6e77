using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Fluence.Ethereum.Rlp;

/// <summary>Writes Ethereum's recursive length prefix: byte strings and lists of them, in canonical form.</summary>
public sealed class RlpWriter
{
    private readonly Stack<ArrayBufferWriter<byte>> _open = new();
    private ArrayBufferWriter<byte> _output = new();

    /// <summary>Starts a list; what follows is in it until <see cref="EndList"/>.</summary>
    public void StartList()
    {
        _open.Push(_output);
        _output = new ArrayBufferWriter<byte>();
    }

    /// <summary>Ends the list that was started last.</summary>
    /// <exception cref="InvalidOperationException">None is open.</exception>
    public void EndList()
    {
        if (_open.Count == 0)
        {
            throw new InvalidOperationException("no list is open");
        }

        ArrayBufferWriter<byte> content = _output;
        _output = _open.Pop();
        WriteLength(0xc0, content.WrittenCount);
        _output.Write(content.WrittenSpan);
    }

    /// <summary>Writes a byte string.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [< 0x80])
        {
            WriteLength(0x80, bytes.Length);
        }

        _output.Write(bytes);
    }

    /// <summary>Writes a number, big-endian without leading zeros.</summary>
    public void Write(ulong number) => Write((BigInteger)number);

    /// <summary>Writes a number that is not negative, big-endian without leading zeros.</summary>
    public void Write(BigInteger number) =>
        Write(number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true));

    /// <summary>Writes what is RLP already.</summary>
    public void WriteEncoded(ReadOnlySpan<byte> item) => _output.Write(item);

    /// <summary>What has been written.</summary>
    /// <exception cref="InvalidOperationException">A list is open.</exception>
    public byte[] ToArray() =>
        _open.Count == 0 ? _output.WrittenSpan.ToArray() : throw new InvalidOperationException($"{_open.Count} lists are open");

    private void WriteLength(byte kind, int length)
    {
        if (length <= 55)
        {
            _output.Write([(byte)(kind + length)]);
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        bytes = bytes[bytes.IndexOfAnyExcept((byte)0)..];
        _output.Write([(byte)(kind + 55 + bytes.Length)]);
        _output.Write(bytes);
    }
}
