using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Makes equal CIDs of one invoke the same object: data repeat each CID many times, and comparing references is cheaper than comparing
/// texts. An open hash table, keyed by the text.
/// </summary>
/// <param name="expectedCount">How many different CIDs are likely.</param>
internal sealed class CidPool(int expectedCount = 0) : IDisposable
{
    private const int RoomLength = 128 * JsonCid.TextLength;

    // only cleared arrays are in the pool
    private DataCid?[] _slots = ArrayPool<DataCid?>.Shared.Rent(SlotCount(expectedCount));
    private int _mask = SlotCount(expectedCount) - 1;
    private Memory<byte> _room;
    private int _count;

    /// <summary>The CID of a text. The memory is kept when the text is new.</summary>
    /// <exception cref="DataFormatException">The text is not UTF-8.</exception>
    public DataCid Get(ReadOnlyMemory<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Span;
        int hash = SeededHash.Of(text);
        ref DataCid? slot = ref Find(hash, text);
        if (slot is not null)
        {
            return slot;
        }

        bool isPlain = CidText.IsPlain(text);
        if (!isPlain)
        {
            RkyvReader.CheckUtf8(utf8);
        }

        DataCid added = new(utf8, hash, isPlain);
        slot = added;
        GrowIfNeeded();
        return added;
    }

    /// <summary>The CID of a text that is copied when it is new.</summary>
    /// <param name="text">The usual text of a CID.</param>
    public DataCid GetCopied(ReadOnlySpan<byte> text)
    {
        int hash = SeededHash.Of(text);
        ref DataCid? slot = ref Find(hash, text);
        if (slot is not null)
        {
            return slot;
        }

        DataCid added = new(Copy(text), hash, isPlain: true);
        slot = added;
        GrowIfNeeded();
        return added;
    }

    /// <summary>Makes room for so many more CIDs.</summary>
    public void MakeRoom(int more)
    {
        long needed = 2L * (_count + more);
        if (needed > _mask && needed <= 1 << 28)
        {
            Resize((int)BitOperations.RoundUpToPowerOf2((uint)needed + 1));
        }
    }

    /// <summary>Gives the table back; CIDs stay as they are.</summary>
    public void Dispose()
    {
        ArrayPool<DataCid?>.Shared.Return(_slots, clearArray: true);
        _slots = [];
    }

    private static int SlotCount(int expectedCount) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(expectedCount, 32)) * 2;

    /// <summary>Copies a text into memory that is allocated for many at a time.</summary>
    private Memory<byte> Copy(ReadOnlySpan<byte> text)
    {
        if (_room.Length < text.Length)
        {
            _room = new byte[Math.Max(text.Length, Math.Min(RoomLength, (_count + 4) * JsonCid.TextLength))];
        }

        Memory<byte> copy = _room[..text.Length];
        _room = _room[text.Length..];
        text.CopyTo(copy.Span);
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref DataCid? Find(int hash, ReadOnlySpan<byte> text)
    {
        int mask = _mask;
        for (int i = hash & mask; ; i = (i + 1) & mask)
        {
            ref DataCid? slot = ref _slots[i];
            if (slot is null || (slot.GetHashCode() == hash && slot.Utf8.SequenceEqual(text)))
            {
                return ref slot;
            }
        }
    }

    private void GrowIfNeeded()
    {
        if (++_count * 2 > _mask)
        {
            Resize((_mask + 1) * 2);
        }
    }

    private void Resize(int length)
    {
        DataCid?[] old = _slots;
        int formerLength = _mask + 1;
        _slots = ArrayPool<DataCid?>.Shared.Rent(length);
        _mask = length - 1;
        foreach (DataCid? cid in old.AsSpan(0, formerLength))
        {
            if (cid is not null)
            {
                Find(cid.GetHashCode(), cid.Utf8) = cid;
            }
        }

        ArrayPool<DataCid?>.Shared.Return(old, clearArray: true);
    }
}
