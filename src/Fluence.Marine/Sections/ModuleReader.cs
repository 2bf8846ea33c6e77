using System.Text;
using System.Text.Unicode;

namespace Fluence.Marine.Sections;

/// <summary>Reads the primitives of the Wasm binary format from a part of a module.</summary>
internal ref struct ModuleReader(ReadOnlySpan<byte> bytes, string section, int start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Reads one byte.</summary>
    public byte ReadByte() => _position < _bytes.Length ? _bytes[_position++] : throw Error("unexpected end");

    /// <summary>Reads an unsigned LEB128 of at most 32 bits.</summary>
    public uint ReadUInt32()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte part = ReadByte();
            if (shift == 28 && part > 0x0f)
            {
                throw Error("an integer does not fit 32 bits");
            }

            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Error("an integer does not fit 32 bits");
    }

    /// <summary>Skips an unsigned LEB128 of at most 64 bits.</summary>
    public void SkipUInt64()
    {
        for (int length = 0; length < 10; length++)
        {
            if (ReadByte() < 0x80)
            {
                return;
            }
        }

        throw Error("an integer does not fit 64 bits");
    }

    /// <summary>Skips bytes and returns them.</summary>
    public ReadOnlySpan<byte> Take(uint length)
    {
        if (length > (uint)Remaining)
        {
            throw Error($"{length} bytes are announced, but {Remaining} are left");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    /// <summary>Reads a name: its length and its UTF-8.</summary>
    public string ReadName()
    {
        ReadOnlySpan<byte> name = Take(ReadUInt32());
        return Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : throw Error("a name is not UTF-8");
    }

    /// <summary>An error at the place reached.</summary>
    public readonly ModuleFormatException Error(string what) =>
        new($"provided Wasm file is corrupted: {what} at offset {start + _position} ({section})", section, start + _position);
}
