using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Writes an rkyv 0.7 archive (big-endian, 32-bit pointers) front to back: first what an object refers to, then the object. Shared text is
/// written where it is met first. The buffer comes from the shared pool and goes back on <see cref="Dispose"/>, unless it is to be kept.
/// </summary>
/// <param name="capacity">How many bytes are likely.</param>
/// <param name="isKept">Whether <paramref name="capacity"/> is so close that the buffer itself may be the result.</param>
internal sealed class RkyvWriter(int capacity, bool isKept = false) : IDisposable
{
    /// <summary>Room for a header, aligned as everything is; all pointers are relative.</summary>
    private const int Headroom = 64;

    private readonly Dictionary<string, int> _sharedStrings = new(StringComparer.Ordinal);
    private byte[] _bytes = isKept
        ? GC.AllocateUninitializedArray<byte>(checked(Headroom + capacity))
        : ArrayPool<byte>.Shared.Rent(checked(Headroom + capacity));
    private bool _isPooled = !isKept;

    /// <summary>Where the next byte goes.</summary>
    public int Position { get; private set; } = Headroom;

    /// <summary>The number of bytes written.</summary>
    public int Length => Position - Headroom;

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(Headroom, Length);

    /// <summary>What has been written, behind a header. Nothing can be written after that.</summary>
    public ReadOnlyMemory<byte> Finish(ReadOnlySpan<byte> header)
    {
        int length = checked(header.Length + Length);
        if (!_isPooled && header.Length <= Headroom && length >= _bytes.Length - (_bytes.Length / 8))
        {
            byte[] kept = _bytes;
            _bytes = [];
            header.CopyTo(kept.AsSpan(Headroom - header.Length));
            return kept.AsMemory(Headroom - header.Length, length);
        }

        byte[] all = GC.AllocateUninitializedArray<byte>(length);
        header.CopyTo(all);
        Written.CopyTo(all.AsSpan(header.Length));
        return all;
    }

    /// <summary>Adds zeros up to a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Align() => ClaimZeroed(-Position & (Layout.Alignment - 1));

    /// <summary>Makes room for an aligned object or array, zeroed, and returns where it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Allocate(int size)
    {
        Align();
        return ClaimZeroed(size);
    }

    /// <summary>Writes bytes without alignment and returns where they begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteBytes(ReadOnlySpan<byte> bytes)
    {
        int position = Claim(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(position));
        return position;
    }

    /// <summary>Writes the text of a CID unless it has been written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteShared(DataCid cid)
    {
        if (cid.WrittenBy != this)
        {
            cid.WrittenAt = WriteBytes(cid.Utf8);
            cid.WrittenBy = this;
        }
    }

    /// <summary>Writes a shared string object unless it has been written.</summary>
    public void WriteShared(string text)
    {
        if (_sharedStrings.ContainsKey(text))
        {
            return;
        }

        WrittenText written = WriteText(text);
        int position = Allocate(Layout.String);
        PutString(position, written);
        _sharedStrings.Add(text, position);
    }

    /// <summary>Writes the text of a string that does not fit inside it.</summary>
    public WrittenText WriteText(string text)
    {
        int position = Position;
        int length = Encoding.UTF8.GetBytes(text, Room(checked(3 * text.Length)));
        if (length >= Layout.String)
        {
            Position += length;
        }

        return new WrittenText(text, position, length);
    }

    /// <summary>As <see cref="WriteText(string)"/>; the same text that was written last for the same purpose is copied.</summary>
    public WrittenText WriteText(string text, ref WrittenText last)
    {
        if (!ReferenceEquals(text, last.Text))
        {
            return last = WriteText(text);
        }

        if (last.Length < Layout.String)
        {
            return last;
        }

        int position = Claim(last.Length);
        _bytes.AsSpan(last.Position, last.Length).CopyTo(_bytes.AsSpan(position));
        return last = last with { Position = position };
    }

    /// <summary>Fills a tag.</summary>
    public void PutTag(int position, int tag) => _bytes[position] = (byte)tag;

    /// <summary>Fills an integer field.</summary>
    public void PutUInt32(int position, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(position), value);

    /// <summary>Fills a pointer.</summary>
    public void PutPointer(int position, int target) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(position), target - position);

    /// <summary>Fills a pointer with a length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutSlice(int position, int target, int length)
    {
        PutPointer(position, target);
        PutUInt32(position + 4, (uint)length);
    }

    /// <summary>Fills a reference to a CID that has been written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutShared(int position, DataCid cid) => PutSlice(position, cid.WrittenAt, cid.Utf8.Length);

    /// <summary>Fills a reference to a shared string that has been written.</summary>
    public void PutShared(int position, string text) => PutPointer(position, _sharedStrings[text]);

    /// <summary>Fills a string, whose text lies inside or where it was written. That offset alone is little-endian.</summary>
    public void PutString(int position, WrittenText text)
    {
        if (text.Length < Layout.String)
        {
            _bytes[position + 7] = (byte)Encoding.UTF8.GetBytes(text.Text, _bytes.AsSpan(position));
            return;
        }

        PutUInt32(position, (uint)text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position + 4), text.Position - position);
    }

    /// <inheritdoc/>
    public void Dispose() => Release(_bytes);

    private void Release(byte[] bytes)
    {
        if (_isPooled)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ClaimZeroed(int length)
    {
        int position = Claim(length);
        _bytes.AsSpan(position, length).Clear();
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Claim(int length)
    {
        int position = Position;
        int end = checked(position + length);
        if (end > _bytes.Length)
        {
            Grow(end);
        }

        Position = end;
        return position;
    }

    /// <summary>Room for so many bytes where the next one goes.</summary>
    private Span<byte> Room(int length)
    {
        int end = checked(Position + length);
        if (end > _bytes.Length)
        {
            Grow(end);
        }

        return _bytes.AsSpan(Position);
    }

    private void Grow(int end)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        _bytes.AsSpan(0, Position).CopyTo(larger);
        Release(_bytes);
        _bytes = larger;
        _isPooled = true;
    }

    /// <summary>A text, where it begins if it does not fit inside its string, and its length in bytes.</summary>
    public readonly record struct WrittenText(string Text, int Position, int Length);
}
