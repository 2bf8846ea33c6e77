using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Checked access to an rkyv 0.7 archive (big-endian, 32-bit pointers). Objects lie before whatever refers to them, children of an object
/// in ascending order: reading follows that order and keeps the range in which the next child may lie, as the original validator does. Thus
/// no bytes are visited twice, and time and memory are bounded by the length of the archive.
/// </summary>
/// <param name="archive">The archive; its address counts as aligned.</param>
internal ref struct RkyvReader(ReadOnlyMemory<byte> archive)
{
    private const int Alignment = 4;

    private readonly ReadOnlyMemory<byte> _archive = archive;
    private readonly ReadOnlySpan<byte> _bytes = archive.Span;
    private int _rangeStart;
    private int _rangeEnd = archive.Length;

    /// <summary>The value of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint ReadUInt32(int position) => BinaryPrimitives.ReadUInt32BigEndian(_bytes[position..]);

    /// <summary>The tag of an enum, which is less than <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int ReadTag(int position, int count)
    {
        int tag = _bytes[position];
        if (tag >= count)
        {
            ThrowUnknownTag(tag, position);
        }

        return tag;
    }

    /// <summary>
    /// Where the relative pointer at <paramref name="position"/> leads; checked to lie in the archive with <paramref name="size"/> bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int ReadPointer(int position, long size, int alignment)
    {
        long target = position + (long)BinaryPrimitives.ReadInt32BigEndian(_bytes[position..]);
        return CheckBounds(target, size, alignment);
    }

    /// <summary>Where the object at the end of the archive begins.</summary>
    public readonly int RootPosition(int size) => _bytes.Length < size || (_bytes.Length - size) % Alignment != 0
        ? throw new DataFormatException($"an archive of {_bytes.Length} bytes has no room for its root")
        : _bytes.Length - size;

    /// <summary>
    /// Enters the subtree of an object whose bounds have been checked; what it refers to may be read until <see cref="Leave"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Subtree Enter(int position, long size)
    {
        // also where nothing is, which may be the end
        if (position < _rangeStart || position + size > _rangeEnd)
        {
            ThrowOutOfOrder(position);
        }

        Subtree subtree = new(position, (int)size, _rangeEnd);
        _rangeEnd = position;
        return subtree;
    }

    /// <summary>Ends a subtree: siblings come after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(Subtree subtree)
    {
        _rangeStart = subtree.Position + subtree.Size;
        _rangeEnd = subtree.OuterEnd;
    }

    /// <summary>Reads bytes that a pointer and a length refer to.</summary>
    public ReadOnlyMemory<byte> ReadBytes(int position)
    {
        uint length = ReadUInt32(position + 4);
        return TakeBytes(ReadPointer(position, length, 1), (int)length);
    }

    /// <summary>Reads text that a pointer and a length refer to, as UTF-8.</summary>
    public ReadOnlyMemory<byte> ReadUtf8(int position) => CheckUtf8(ReadBytes(position));

    /// <summary>Takes bytes in the current range, whose bounds have been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlyMemory<byte> TakeBytes(int position, int length)
    {
        if (position < _rangeStart || position + (long)length > _rangeEnd)
        {
            ThrowOutOfOrder(position);
        }

        _rangeStart = position + length;
        return _archive.Slice(position, length);
    }

    /// <summary>Bytes whose bounds have been checked, outside of the order of objects.</summary>
    public readonly ReadOnlyMemory<byte> SliceBytes(int position, int length) => _archive.Slice(position, length);

    /// <summary>Reads an 8-byte string: up to seven bytes lie inside, longer text outside at an offset that is little-endian.</summary>
    public ReadOnlyMemory<byte> ReadString(int position)
    {
        byte last = _bytes[position + 7];
        if (last < 0x80)
        {
            return last <= 7
                ? CheckUtf8(_archive.Slice(position, last))
                : throw new DataFormatException($"the inline string at {position} is too long");
        }

        uint length = ReadUInt32(position);
        long target = position + (long)BinaryPrimitives.ReadInt32LittleEndian(_bytes[(position + 4)..]);
        return CheckUtf8(TakeBytes(CheckBounds(target, length, 1), (int)length));
    }

    /// <summary>Enters an array; its element count is checked to fit the archive.</summary>
    public Subtree EnterArray(int position, int elementSize, out int count)
    {
        long size = (long)ReadUInt32(position + 4) * elementSize;
        Subtree array = Enter(ReadPointer(position, size, Alignment), size);
        count = array.Size / elementSize;
        return array;
    }

    /// <summary>Refuses what is not UTF-8.</summary>
    public static ReadOnlyMemory<byte> CheckUtf8(ReadOnlyMemory<byte> text) =>
        Utf8.IsValid(text.Span) ? text : throw new DataFormatException("text is not UTF-8");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int CheckBounds(long target, long size, int alignment)
    {
        if (target < 0 || target + size > _bytes.Length || ((int)target & (alignment - 1)) != 0)
        {
            ThrowOutOfBounds(target, size);
        }

        return (int)target;
    }

    [DoesNotReturn]
    private static void ThrowUnknownTag(int tag, int position) => throw new DataFormatException($"unknown tag {tag} at {position}");

    [DoesNotReturn]
    private static void ThrowOutOfOrder(int position) => throw new DataFormatException($"the object at {position} is out of order");

    [DoesNotReturn]
    private static void ThrowOutOfBounds(long target, long size) =>
        throw new DataFormatException($"a pointer leads to {size} bytes at {target}, outside the archive or unaligned");

    /// <summary>An object being read.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Size">Its size in bytes, without what it refers to.</param>
    /// <param name="OuterEnd">Where the range of its siblings ends.</param>
    public readonly record struct Subtree(int Position, int Size, int OuterEnd);
}
