using System.Buffers;
using System.Buffers.Binary;

namespace Fluence.Primitives.MessagePack;

/// <summary>Writes MessagePack, always in the shortest form. Whoever writes a header writes that many elements next.</summary>
/// <param name="output">Where the bytes go.</param>
public sealed class MessagePackWriter(IBufferWriter<byte> output)
{
    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByte(0xc0);

    /// <summary>Writes a boolean.</summary>
    public void WriteBoolean(bool value) => WriteByte(value ? (byte)0xc3 : (byte)0xc2);

    /// <summary>Writes a float of 64 bits.</summary>
    public void WriteDouble(double value)
    {
        Span<byte> room = output.GetSpan(9);
        room[0] = 0xcb;
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], value);
        output.Advance(9);
    }

    /// <summary>Writes an integer.</summary>
    public void WriteInt64(long value)
    {
        switch (value)
        {
            case >= 0:
                WriteUInt64((ulong)value);
                break;
            case >= -32:
                WriteByte((byte)value);
                break;
            case >= sbyte.MinValue:
                WriteMarked(0xd0, (ulong)value, 1);
                break;
            case >= short.MinValue:
                WriteMarked(0xd1, (ulong)value, 2);
                break;
            case >= int.MinValue:
                WriteMarked(0xd2, (ulong)value, 4);
                break;
            default:
                WriteMarked(0xd3, (ulong)value, 8);
                break;
        }
    }

    /// <summary>Writes an integer.</summary>
    public void WriteUInt64(ulong value)
    {
        if (value < 0x80)
        {
            WriteByte((byte)value);
            return;
        }

        int shift = value <= byte.MaxValue ? 0 : value <= ushort.MaxValue ? 1 : value <= uint.MaxValue ? 2 : 3;
        WriteMarked((byte)(0xcc + shift), value, 1 << shift);
    }

    /// <summary>Writes a string.</summary>
    public void WriteString(string value)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);
        output.Advance(System.Text.Encoding.UTF8.GetBytes(value, output.GetSpan(Math.Max(length, 1))));
    }

    /// <summary>Writes a string of valid UTF-8.</summary>
    public void WriteUtf8(ReadOnlySpan<byte> utf8)
    {
        WriteStringHeader(utf8.Length);
        output.Write(utf8);
    }

    /// <summary>Writes a byte array.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        WriteBinaryHeader(bytes.Length);
        output.Write(bytes);
    }

    /// <summary>Starts a byte array of <paramref name="length"/> bytes, which the caller appends to the output.</summary>
    public void WriteBinaryHeader(int length)
    {
        int shift = length <= byte.MaxValue ? 0 : length <= ushort.MaxValue ? 1 : 2;
        WriteMarked((byte)(0xc4 + shift), (ulong)length, 1 << shift);
    }

    /// <summary>Starts an array.</summary>
    public void WriteArrayHeader(int count) => WriteCount(count, 0x90, 0xdc);

    /// <summary>Starts a map.</summary>
    public void WriteMapHeader(int count) => WriteCount(count, 0x80, 0xde);

    private void WriteCount(int count, byte small, byte large)
    {
        if (count < 16)
        {
            WriteByte((byte)(small | count));
        }
        else if (count <= ushort.MaxValue)
        {
            WriteMarked(large, (ulong)count, 2);
        }
        else
        {
            WriteMarked((byte)(large + 1), (ulong)count, 4);
        }
    }

    private void WriteStringHeader(int length)
    {
        if (length < 32)
        {
            WriteByte((byte)(0xa0 | length));
            return;
        }

        int shift = length <= byte.MaxValue ? 0 : length <= ushort.MaxValue ? 1 : 2;
        WriteMarked((byte)(0xd9 + shift), (ulong)length, 1 << shift);
    }

    private void WriteMarked(byte marker, ulong value, int width)
    {
        Span<byte> room = output.GetSpan(1 + width);
        room[0] = marker;
        for (int i = width; i > 0; i--)
        {
            room[i] = (byte)value;
            value >>= 8;
        }

        output.Advance(1 + width);
    }

    private void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
