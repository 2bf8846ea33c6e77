using System.Buffers.Binary;
using System.Text.Unicode;

namespace Fluence.Primitives.MessagePack;

/// <summary>
/// Reads MessagePack from a span. Every method throws <see cref="MessagePackException"/>, and nothing else, when the bytes end early or
/// hold another type. Counts are checked against the bytes left, so that whoever allocates by a count is bounded by the input.
/// </summary>
public ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The deepest nesting that <see cref="Skip()"/> and <see cref="MessagePackJson"/> follow.</summary>
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read.</summary>
    public int Position { readonly get; private set; }

    /// <summary>The number of bytes left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>The type of the next value.</summary>
    public readonly MessagePackType PeekType() => Position == _bytes.Length ? MessagePackType.Invalid : _bytes[Position] switch
    {
        <= 0x7f or >= 0xe0 or (>= 0xcc and <= 0xd3) => MessagePackType.Integer,
        <= 0x8f or 0xde or 0xdf => MessagePackType.Map,
        <= 0x9f or 0xdc or 0xdd => MessagePackType.Array,
        <= 0xbf or (>= 0xd9 and <= 0xdb) => MessagePackType.String,
        0xc0 => MessagePackType.Nil,
        0xc2 or 0xc3 => MessagePackType.Boolean,
        >= 0xc4 and <= 0xc6 => MessagePackType.Binary,
        (>= 0xc7 and <= 0xc9) or (>= 0xd4 and <= 0xd8) => MessagePackType.Extension,
        0xca or 0xcb => MessagePackType.Float,
        _ => MessagePackType.Invalid,
    };

    /// <summary>Reads nil.</summary>
    public void ReadNil() => Expect(MessagePackType.Nil);

    /// <summary>Reads a boolean.</summary>
    public bool ReadBoolean() => Expect(MessagePackType.Boolean) == 0xc3;

    /// <summary>Reads a float of either width.</summary>
    public double ReadDouble() => Expect(MessagePackType.Float) == 0xca
        ? BinaryPrimitives.ReadSingleBigEndian(Take(4))
        : BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>Reads an integer that fits a signed 64-bit one.</summary>
    public long ReadInt64()
    {
        bool negative = ReadInteger(out ulong bits);
        return negative || bits <= long.MaxValue ? (long)bits : throw new MessagePackException($"the integer {bits} is too large");
    }

    /// <summary>Reads an integer that is not negative.</summary>
    public ulong ReadUInt64() =>
        ReadInteger(out ulong bits) ? throw new MessagePackException($"the integer {(long)bits} is negative") : bits;

    /// <summary>Reads a signed integer of 32 bits, of whatever width.</summary>
    public int ReadInt32() => ReadInt64() is >= int.MinValue and <= int.MaxValue and long value
        ? (int)value
        : throw new MessagePackException("an integer does not fit 32 bits");

    /// <summary>Reads an unsigned integer of 32 bits, of whatever width.</summary>
    public uint ReadUInt32() => ReadUInt64() is <= uint.MaxValue and ulong value
        ? (uint)value
        : throw new MessagePackException("an integer does not fit 32 bits");

    /// <summary>Reads a string.</summary>
    public string ReadString() => System.Text.Encoding.UTF8.GetString(ReadUtf8());

    /// <summary>Reads a string as its UTF-8 bytes, which are valid.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        ReadOnlySpan<byte> text = TakeString();
        return Utf8.IsValid(text) ? text : throw new MessagePackException("a string is not UTF-8");
    }

    /// <summary>Reads a byte array or a string, whose bytes need not be UTF-8.</summary>
    public ReadOnlySpan<byte> ReadBinaryOrString() => PeekType() == MessagePackType.String ? TakeString() : ReadBinary();

    /// <summary>Reads a byte array.</summary>
    public ReadOnlySpan<byte> ReadBinary() => Take(ReadLength(1 << (Expect(MessagePackType.Binary) - 0xc4)));

    /// <summary>Reads the start of an array and returns its number of elements, which is not more than there are bytes left.</summary>
    public int ReadArrayHeader()
    {
        byte marker = Expect(MessagePackType.Array);
        return CheckCount(marker < 0xa0 ? marker & 0xfu : ReadLength(marker == 0xdc ? 2 : 4), 1);
    }

    /// <summary>Reads the start of a map and returns its number of entries, which is not more than half the bytes left.</summary>
    public int ReadMapHeader()
    {
        byte marker = Expect(MessagePackType.Map);
        return CheckCount(marker < 0x90 ? marker & 0xfu : ReadLength(marker == 0xde ? 2 : 4), 2);
    }

    /// <summary>Skips one value with everything in it.</summary>
    public void Skip() => Skip(MaxDepth);

    /// <summary>Reads an integer as 64 bits of two's complement; true when it is negative.</summary>
    internal bool ReadInteger(out ulong bits)
    {
        byte marker = Expect(MessagePackType.Integer);
        long value = marker switch
        {
            <= 0x7f => marker,
            >= 0xe0 => (sbyte)marker,
            0xd0 => (sbyte)Take(1)[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            0xcf => 0,
            _ => ReadLength(1 << (marker - 0xcc)),
        };
        bits = marker == 0xcf ? BinaryPrimitives.ReadUInt64BigEndian(Take(8)) : (ulong)value;
        return value < 0;
    }

    private void Skip(int depth)
    {
        if (depth == 0)
        {
            throw new MessagePackException("the value is nested too deeply");
        }

        switch (PeekType())
        {
            case MessagePackType.Nil or MessagePackType.Boolean:
                Position++;
                break;
            case MessagePackType.Integer:
                ReadInteger(out _);
                break;
            case MessagePackType.Float:
                ReadDouble();
                break;
            case MessagePackType.String:
                TakeString();
                break;
            case MessagePackType.Binary:
                ReadBinary();
                break;
            case MessagePackType.Array:
                SkipMany(ReadArrayHeader(), depth);
                break;
            case MessagePackType.Map:
                SkipMany(2L * ReadMapHeader(), depth);
                break;
            case MessagePackType.Extension:
                SkipExtension();
                break;
            default:
                throw new MessagePackException("a value was expected");
        }
    }

    private ReadOnlySpan<byte> TakeString()
    {
        byte marker = Expect(MessagePackType.String);
        return Take(marker switch
        {
            0xd9 => ReadLength(1),
            0xda => ReadLength(2),
            0xdb => ReadLength(4),
            _ => marker & 0x1fu,
        });
    }

    private void SkipMany(long count, int depth)
    {
        for (long i = 0; i < count; i++)
        {
            Skip(depth - 1);
        }
    }

    private void SkipExtension()
    {
        byte marker = Expect(MessagePackType.Extension);
        uint length = marker >= 0xd4 ? 1u << (marker - 0xd4) : ReadLength(1 << (marker - 0xc7));
        Take(1);
        Take(length);
    }

    private byte Expect(MessagePackType type) => PeekType() == type
        ? _bytes[Position++]
        : throw new MessagePackException($"expected {type}, found {PeekType()} at {Position}");

    private uint ReadLength(int width) => width switch
    {
        1 => Take(1)[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        _ => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
    };

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > (uint)Remaining)
        {
            throw new MessagePackException($"the bytes end where {length} more were expected");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }

    private readonly int CheckCount(uint count, uint leastSize) => count <= (uint)Remaining / leastSize
        ? (int)count
        : throw new MessagePackException($"{count} elements do not fit the {Remaining} bytes left");
}
