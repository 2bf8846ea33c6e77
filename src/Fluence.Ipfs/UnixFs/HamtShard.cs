using System.Globalization;
using System.Numerics;
using System.Text;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>
/// Directories as a trie over the hashes of their names (ipfs specs, unixfs): each level takes as many bits of the hash, from the most
/// significant on, as tell its children apart, and writes them in hexadecimal before the names of its links.
/// </summary>
internal static class HamtShard
{
    /// <summary>MurmurHash3 for x64, the first 64 bits.</summary>
    public const ulong Murmur3 = 0x22;

    /// <summary>The children of a shard that is written here.</summary>
    public const int Fanout = 256;

    /// <summary>The most levels: 64 bits, three or more at a time.</summary>
    public const int MaxDepth = 21;

    public static ulong HashOf(string name) => Murmur3Hash.Of(Encoding.UTF8.GetBytes(name));

    /// <summary>The characters before the names of a shard's links.</summary>
    /// <exception cref="IpfsFormatException">The shard is none that can be read.</exception>
    public static int PrefixLength(UnixFsData shard, Cid cid) =>
        shard is { HashType: Murmur3, Fanout: >= 8 and <= 1024 and var fanout } && BitOperations.IsPow2(fanout)
            ? (fanout - 1).ToString("X", CultureInfo.InvariantCulture).Length
            : throw new IpfsFormatException($"{cid} is no shard of a directory that can be read here");

    /// <summary>What stands before a name, given its hash and how many shards are above.</summary>
    public static string Prefix(UnixFsData shard, ulong hash, int depth, Cid cid)
    {
        int length = PrefixLength(shard, cid), bits = BitOperations.Log2(shard.Fanout!.Value);
        int used = bits * depth;
        return used + bits > 64 ? "" : (hash << used >> (64 - bits)).ToString($"X{length}", CultureInfo.InvariantCulture);
    }
}
