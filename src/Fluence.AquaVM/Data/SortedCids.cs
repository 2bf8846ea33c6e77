using System.Runtime.InteropServices;

namespace Fluence.AquaVM.Data;

/// <summary>CIDs in the order in which they were found, and in that in which they are signed.</summary>
internal sealed class SortedCids
{
    private static readonly SortedCids None = new([], []);

    private readonly List<DataCid> _found;

    private SortedCids(List<DataCid> found, List<DataCid> sorted)
    {
        _found = found;
        Sorted = sorted;
    }

    /// <summary>The CIDs, sorted by bytes; those that occur twice stand there twice.</summary>
    public List<DataCid> Sorted { get; }

    /// <summary>Sorts.</summary>
    /// <param name="found">The CIDs as they were found; they must not change any more.</param>
    /// <param name="known">Others, which are likely to be the first of these, in the same order: then only the rest is sorted.</param>
    public static SortedCids Of(List<DataCid> found, SortedCids? known)
    {
        known ??= None;
        ReadOnlySpan<DataCid> all = CollectionsMarshal.AsSpan(found);
        int first = known._found.Count;
        if (first > all.Length || !all[..first].SequenceEqual(CollectionsMarshal.AsSpan(known._found)))
        {
            first = 0;
            known = None;
        }

        if (first == all.Length)
        {
            return known;
        }

        List<DataCid> rest = found[first..];
        CidOrder.Sort(rest);
        return new SortedCids(found, first == 0 ? rest : Merge(known.Sorted, rest));
    }

    private static List<DataCid> Merge(List<DataCid> left, List<DataCid> right)
    {
        List<DataCid> merged = new(left.Count + right.Count);
        int next = 0;
        foreach (DataCid cid in left)
        {
            while (next < right.Count && CidOrder.Compare(right[next], cid) < 0)
            {
                merged.Add(right[next++]);
            }

            merged.Add(cid);
        }

        merged.AddRange(right[next..]);
        return merged;
    }
}
