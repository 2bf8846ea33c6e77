using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>The order of CIDs in what is signed: by the bytes of their texts.</summary>
internal static class CidOrder
{
    /// <summary>Compares two texts.</summary>
    public static int Compare(DataCid left, DataCid right) => left.Utf8.SequenceCompareTo(right.Utf8);

    /// <summary>Sorts; texts that are the same byte for byte stand for each other.</summary>
    public static void Sort(List<DataCid> cids)
    {
        Span<DataCid> items = CollectionsMarshal.AsSpan(cids);
        ulong[] keys = new ulong[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<byte> text = items[i].Utf8;
            if (!CidText.IsCanonical(text))
            {
                items.Sort(Compare);
                return;
            }

            // the usual texts differ behind their common prefix, nearly always in the first eight characters
            keys[i] = BinaryPrimitives.ReadUInt64BigEndian(text[JsonCid.Prefix.Length..]);
        }

        keys.AsSpan().Sort(items);
        for (int start = 0, end = 1; start < items.Length; start = end++)
        {
            while (end < items.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                items[start..end].Sort(Compare);
            }
        }
    }
}
