using System.Globalization;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>Writes a directory as a trie of shards with 256 children each.</summary>
internal static class HamtWriter
{
    private const int BitsPerLevel = 8;

    public static DagPbLink Write(UnixFsWriter writer, IReadOnlyList<DagPbLink> entries) =>
        Write(writer, "", [.. entries.Select(entry => (HamtShard.HashOf(entry.Name), entry))], 0);

    private static DagPbLink Write(UnixFsWriter writer, string name, List<(ulong Hash, DagPbLink Entry)> entries, int depth)
    {
        if (depth * BitsPerLevel >= 64)
        {
            throw new IpfsLimitException("too many names of a directory have the same hash");
        }

        byte[] bitmap = new byte[HamtShard.Fanout / 8];
        List<DagPbLink> links = [];
        foreach (IGrouping<int, (ulong Hash, DagPbLink Entry)> child in entries
            .GroupBy(entry => (int)(entry.Hash << (depth * BitsPerLevel) >> (64 - BitsPerLevel))).OrderBy(child => child.Key))
        {
            bitmap[^(1 + (child.Key / 8))] |= (byte)(1 << (child.Key % 8));
            string prefix = child.Key.ToString("X2", CultureInfo.InvariantCulture);
            List<(ulong Hash, DagPbLink Entry)> within = [.. child];
            links.Add(within.Count == 1
                ? within[0].Entry with { Name = prefix + within[0].Entry.Name }
                : Write(writer, prefix, within, depth + 1));
        }

        // the bitmap is a big-endian number without leading zeros
        UnixFsData data = new(UnixFsType.HamtShard)
        {
            Data = bitmap.AsMemory(bitmap.AsSpan().IndexOfAnyExcept((byte)0)), HashType = HamtShard.Murmur3, Fanout = HamtShard.Fanout,
        };
        return writer.Put(new DagPbNode([.. links], data.Encode()), name);
    }
}
