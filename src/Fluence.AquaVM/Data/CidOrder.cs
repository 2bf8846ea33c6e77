using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>The order of CIDs in what is signed: by the bytes of their texts.</summary>
internal static class CidOrder
{
    /// <summary>Compares two texts.</summary>
    public static int Compare(DataCid left, DataCid right) =>
        ReferenceEquals(left, right) ? 0 : left.Utf8.SequenceCompareTo(right.Utf8);

    /// <summary>Sorts; texts that are the same byte for byte stand for each other.</summary>
    public static void Sort(List<DataCid> cids)
    {
        if (cids.Count < 2)
        {
            return;
        }

        Span<DataCid> items = CollectionsMarshal.AsSpan(cids);
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(items.Length);
        DataCid[] unsorted = ArrayPool<DataCid>.Shared.Rent(items.Length);
        items.CopyTo(unsorted);
        if (TryMakeKeys(items, keys, out ulong places))
        {
            keys.AsSpan(0, items.Length).Sort();
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = unsorted[keys[i] & places];
            }

            SortTies(items, keys, places);
        }
        else
        {
            items.Sort(Compare);
        }

        ArrayPool<ulong>.Shared.Return(keys);
        unsorted.AsSpan(0, items.Length).Clear();
        ArrayPool<DataCid>.Shared.Return(unsorted);
    }

    /// <summary>
    /// Keys of eight bytes: the characters behind the common prefix of the usual texts, which nearly always differ in the first five, and
    /// in the lowest bits the place of the CID, so that nothing but numbers has to be moved.
    /// </summary>
    private static bool TryMakeKeys(ReadOnlySpan<DataCid> items, Span<ulong> keys, out ulong places)
    {
        places = (1ul << (BitOperations.Log2((uint)items.Length) + 1)) - 1;
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<byte> text = items[i].Utf8;
            if (!CidText.IsCanonical(text))
            {
                return false;
            }

            keys[i] = (BinaryPrimitives.ReadUInt64BigEndian(text[JsonCid.Prefix.Length..]) & ~places) | (uint)i;
        }

        return true;
    }

    private static void SortTies(Span<DataCid> items, ReadOnlySpan<ulong> keys, ulong places)
    {
        for (int start = 0, end = 1; start < items.Length; start = end++)
        {
            bool isSame = true;
            while (end < items.Length && (keys[end] | places) == (keys[start] | places))
            {
                isSame &= ReferenceEquals(items[end++], items[start]);
            }

            if (!isSame)
            {
                items[start..end].Sort(Compare);
            }
        }
    }
}
