using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fluence.AquaVM.Data;

/// <summary>
/// What is stored under CIDs. A CID that is set again takes the new value and keeps its place. An open hash table of indices into the
/// entries:
/// CIDs bring a hash along, and are mostly the same object when they are equal.
/// </summary>
/// <typeparam name="T">What is stored.</typeparam>
internal sealed class CidStore<T>
    where T : class
{
    private KeyValuePair<DataCid, T>[] _entries;

    /// <summary>Index of an entry plus one; 0 is free.</summary>
    private int[] _slots;
    private bool _isShared;

    public CidStore(int capacity = 0)
    {
        _entries = capacity == 0 ? [] : new KeyValuePair<DataCid, T>[capacity];
        _slots = capacity == 0 ? [] : new int[SlotCount(capacity)];
    }

    private CidStore(CidStore<T> origin)
    {
        _entries = origin._entries;
        _slots = origin._slots;
        Count = origin.Count;
        _isShared = true;
    }

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Everything stored, in the order in which it came.</summary>
    public Span<KeyValuePair<DataCid, T>>.Enumerator GetEnumerator() => _entries.AsSpan(0, Count).GetEnumerator();

    /// <summary>Stores <paramref name="value"/>.</summary>
    public void Set(DataCid cid, T value)
    {
        int index = Find(cid, out int slot);
        if (index < 0)
        {
            if (_isShared || Count == _entries.Length || (Count + 1) * 2 > _slots.Length)
            {
                MakeRoom(1);
                slot = FreeSlot(cid);
            }

            index = Count++;
            cid.LikelyIndex = index;
            _slots[slot] = Count;
            _entries[index] = new KeyValuePair<DataCid, T>(cid, value);
        }
        else if (!ReferenceEquals(_entries[index].Value, value))
        {
            MakeRoom(0);
            _entries[index] = new KeyValuePair<DataCid, T>(_entries[index].Key, value);
        }
    }

    /// <summary>The CID of an entry; null behind the last one.</summary>
    public DataCid? CidAt(int index) => index < Count ? _entries[index].Key : null;

    /// <summary>Whether something is stored under <paramref name="cid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(DataCid cid) => IsLikely(cid) || Find(cid, out _) >= 0;

    /// <summary>Finds what is stored under <paramref name="cid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(DataCid cid, [NotNullWhen(true)] out T? value)
    {
        int index = IsLikely(cid) ? cid.LikelyIndex : Find(cid, out _);
        value = index < 0 ? null : _entries[index].Value;
        return index >= 0;
    }

    /// <summary>
    /// A store with the entries of both; where both have one, that of <paramref name="other"/>. It may share memory with this one or the
    /// other, which must not change any more.
    /// </summary>
    public CidStore<T> Union(CidStore<T> other)
    {
        if (Count == 0 || other.Count == 0)
        {
            return new CidStore<T>(Count == 0 ? other : this);
        }

        // data mostly repeat what is there already
        CidStore<T> union = new(this);
        int left = other.Count;
        foreach ((DataCid cid, T value) in other)
        {
            if (!union.TryGet(cid, out T? known) || !ReferenceEquals(known, value))
            {
                if (union._isShared)
                {
                    union.MakeRoom(left);
                }

                union.Set(cid, value);
            }

            left--;
        }

        return union;
    }

    /// <summary>Makes room for so many more entries in memory of its own.</summary>
    public void MakeRoom(int more)
    {
        int needed = Count + more;
        if (needed > _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(needed, Math.Max(4, Count * 2)));
        }
        else if (_isShared)
        {
            _entries = [.. _entries];
        }

        if (needed * 2 > _slots.Length)
        {
            _slots = new int[SlotCount(_entries.Length)];
            for (int i = 0; i < Count; i++)
            {
                _slots[FreeSlot(_entries[i].Key)] = i + 1;
            }
        }
        else if (_isShared)
        {
            _slots = [.. _slots];
        }

        _isShared = false;
    }

    private static int SlotCount(int entries) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(entries, 4) * 2);

    /// <summary>Whether a CID stands where it was found last: mostly it is in one store only, and in both data at the same place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsLikely(DataCid cid)
    {
        int likely = cid.LikelyIndex;
        return likely < Count && ReferenceEquals(_entries[likely].Key, cid);
    }

    /// <summary>The index of the entry of a CID; if there is none, -1 and the slot that is free for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(DataCid cid, out int slot)
    {
        slot = -1;
        if (IsLikely(cid))
        {
            return cid.LikelyIndex;
        }

        int[] slots = _slots;
        KeyValuePair<DataCid, T>[] entries = _entries;
        int mask = slots.Length - 1;
        for (int i = cid.GetHashCode() & mask; (uint)i < (uint)slots.Length; i = (i + 1) & mask)
        {
            int index = slots[i] - 1;
            if (index < 0)
            {
                slot = i;
                return -1;
            }

            if (cid.Equals(entries[index].Key))
            {
                return cid.LikelyIndex = index;
            }
        }

        return -1;
    }

    private int FreeSlot(DataCid cid)
    {
        int mask = _slots.Length - 1;
        int slot = cid.GetHashCode() & mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
