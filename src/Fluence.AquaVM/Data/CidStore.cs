using System.Diagnostics.CodeAnalysis;
using System.Numerics;

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
        int index = Find(cid);
        if (index >= 0 && ReferenceEquals(_entries[index].Value, value))
        {
            return;
        }

        MakeRoom(index < 0 ? 1 : 0);
        if (index < 0)
        {
            index = Count++;
            cid.LikelyIndex = index;
            _slots[FreeSlot(cid)] = Count;
            _entries[index] = new KeyValuePair<DataCid, T>(cid, value);
        }
        else
        {
            _entries[index] = new KeyValuePair<DataCid, T>(_entries[index].Key, value);
        }
    }

    /// <summary>Whether something is stored under <paramref name="cid"/>.</summary>
    public bool Contains(DataCid cid) => Find(cid) >= 0;

    /// <summary>Finds what is stored under <paramref name="cid"/>.</summary>
    public bool TryGet(DataCid cid, [NotNullWhen(true)] out T? value)
    {
        int index = Find(cid);
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

    private int Find(DataCid cid)
    {
        // mostly a CID stands in one store only, and in the stores of both data at the same place
        int likely = cid.LikelyIndex;
        if (likely < Count && ReferenceEquals(_entries[likely].Key, cid))
        {
            return likely;
        }

        int[] slots = _slots;
        int mask = slots.Length - 1;
        if (mask < 0)
        {
            return -1;
        }

        for (int i = cid.GetHashCode() & mask; ; i = (i + 1) & mask)
        {
            int index = slots[i] - 1;
            if (index < 0)
            {
                return index;
            }

            if (cid.Equals(_entries[index].Key))
            {
                return cid.LikelyIndex = index;
            }
        }
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
