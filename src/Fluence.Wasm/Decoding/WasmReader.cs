using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fluence.Wasm.Decoding;

/// <summary>Reads the primitive forms of the binary format and says where it failed.</summary>
internal ref struct WasmReader(ReadOnlySpan<byte> bytes, long start, string section)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int Position { get; private set; }

    internal readonly int Length => _bytes.Length;

    internal readonly int Remaining => _bytes.Length - Position;

    internal readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>The offset from the module's first byte.</summary>
    internal readonly long Offset => start + Position;

    internal readonly string Section => section;

    internal readonly WasmFormatException Error(string problem) => new(problem, section, Offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte ReadByte()
    {
        int position = Position;
        if ((uint)position >= (uint)_bytes.Length)
        {
            throw Error("unexpected end");
        }

        Position = position + 1;
        return _bytes[position];
    }

    internal ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > Remaining)
        {
            throw Error("unexpected end");
        }

        ReadOnlySpan<byte> result = _bytes.Slice(Position, count);
        Position += count;
        return result;
    }

    internal uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    internal ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadU32()
    {
        int position = Position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            Position = position + 1;
            return _bytes[position];
        }

        return (uint)ReadUnsigned(32);
    }

    internal int ReadS32() => (int)ReadSigned(32);

    internal long ReadS33() => ReadSigned(33);

    internal long ReadS64() => ReadSigned(64);

    /// <summary>The length of a vector whose elements take at least one byte each.</summary>
    internal int ReadCount(int max, string what)
    {
        uint count = ReadU32();
        if (count > (uint)Remaining)
        {
            throw Error("unexpected end");
        }

        return count <= (uint)max ? (int)count : throw Error($"too many {what}: {count}, at most {max} are allowed");
    }

    internal string ReadName()
    {
        uint length = ReadU32();
        if (length > (uint)Remaining)
        {
            throw Error("length out of bounds");
        }

        try
        {
            return StrictUtf8.GetString(ReadBytes((int)length));
        }
        catch (DecoderFallbackException)
        {
            throw Error("malformed UTF-8 encoding");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong ReadUnsigned(int bits)
    {
        ulong result = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = ReadByte();
            if (shift + 7 > bits)
            {
                CheckLast(next, ((next & 0x7F) >> (bits - shift)) != 0);
            }

            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long ReadSigned(int bits)
    {
        long result = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = ReadByte();
            if (shift + 7 > bits)
            {
                // the bits beyond the number's repeat its sign
                int signAndAbove = (sbyte)(next << 1) >> (bits - shift);
                CheckLast(next, signAndAbove is not (0 or -1));
            }

            result |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                int unused = 64 - Math.Min(64, shift + 7);
                return result << unused >> unused;
            }
        }
    }

    private readonly void CheckLast(byte last, bool overflows)
    {
        if (overflows)
        {
            throw Error("integer too large");
        }

        if (last >= 0x80)
        {
            throw Error("integer representation too long");
        }
    }
}
