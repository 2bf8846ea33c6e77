using System.Text;
using System.Text.Unicode;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>Reads the primitives of the interface-types section. Errors name the parser's rule that failed, as the original does.</summary>
internal ref struct SectionReader(ReadOnlySpan<byte> bytes)
{
    // nine groups of seven bits: the original refuses longer ones
    private const int MaxIntegerLength = 9;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Whether everything is read.</summary>
    public readonly bool IsAtEnd => _position == _bytes.Length;

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => _position < _bytes.Length ? _bytes[_position++] : throw Error("Eof", "the section ends early");

    /// <summary>Reads an unsigned LEB128 of at most nine bytes.</summary>
    public ulong ReadInteger()
    {
        ulong value = 0;
        for (int i = 0; ; i++)
        {
            if (i == MaxIntegerLength)
            {
                throw Error("TooLarge", "an integer is longer than nine bytes");
            }

            byte part = ReadByte();
            value |= (ulong)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>Reads an index.</summary>
    public uint ReadIndex()
    {
        ulong value = ReadInteger();
        return value <= uint.MaxValue ? (uint)value : throw Error("TooLarge", "an index does not fit 32 bits");
    }

    /// <summary>Reads how many entries follow, of which each takes at least one byte.</summary>
    public int ReadEntryCount()
    {
        ulong count = ReadInteger();
        return count <= (ulong)(_bytes.Length - _position)
            ? (int)count
            : throw Error("Eof", $"{count} entries are announced, but {_bytes.Length - _position} bytes are left");
    }

    /// <summary>Reads how many items of a list follow; the count is one byte.</summary>
    public int ReadListCount()
    {
        byte count = ReadByte();
        return count <= _bytes.Length - _position
            ? count
            : throw Error("Eof", $"{count} items are announced, but {_bytes.Length - _position} bytes are left");
    }

    /// <summary>Reads a string with a length of one byte.</summary>
    public string ReadString()
    {
        int length = ReadListCount();
        ReadOnlySpan<byte> text = _bytes.Slice(_position, length);
        if (!Utf8.IsValid(text))
        {
            throw Error("Char", "a string is not UTF-8");
        }

        _position += length;
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>An error at the place reached.</summary>
    public readonly ModuleFormatException Error(string rule, string what) => InterfacesDecoder.Corrupted(rule, what, _position);
}
