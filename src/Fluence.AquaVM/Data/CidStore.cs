using System.Diagnostics.CodeAnalysis;

namespace Fluence.AquaVM.Data;

/// <summary>What is stored under CIDs. A CID that is set again takes the new value and keeps its place.</summary>
/// <typeparam name="T">What is stored.</typeparam>
internal sealed class CidStore<T>
    where T : class
{
    private readonly Dictionary<DataCid, T> _entries;

    public CidStore(int capacity = 0) => _entries = new Dictionary<DataCid, T>(capacity);

    private CidStore(Dictionary<DataCid, T> entries) => _entries = entries;

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Everything stored, in the order in which it came.</summary>
    public Dictionary<DataCid, T>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Stores <paramref name="value"/>.</summary>
    public void Set(DataCid cid, T value) => _entries[cid] = value;

    /// <summary>Whether something is stored under <paramref name="cid"/>.</summary>
    public bool Contains(DataCid cid) => _entries.ContainsKey(cid);

    /// <summary>Finds what is stored under <paramref name="cid"/>.</summary>
    public bool TryGet(DataCid cid, [NotNullWhen(true)] out T? value) => _entries.TryGetValue(cid, out value);

    /// <summary>A store with the entries of both; where both have one, that of <paramref name="other"/>.</summary>
    public CidStore<T> Union(CidStore<T> other)
    {
        Dictionary<DataCid, T> union = new(_entries);
        union.EnsureCapacity(_entries.Count + other.Count);
        foreach ((DataCid cid, T value) in other)
        {
            union[cid] = value;
        }

        return new CidStore<T>(union);
    }
}
