using System.Runtime.InteropServices;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// The comb tables of keys that verify often: at most <see cref="Capacity"/> of 30 KiB. A table is made when its key is used for the third time
/// in a valid signature, and takes the place of whatever table shares its slot, so that keys used once cost nothing and displace nothing.
/// </summary>
/// <remarks>
/// Without locks: a slot is one reference to an immutable entry, a count one word. A lost race only counts a use too few. A table is a function
/// of its key, and an entry is used only for an equal key, so that a verdict never depends on what is in the cache.
/// </remarks>
internal sealed class KeyTableCache(int capacity = KeyTableCache.Capacity)
{
    /// <summary>The number of tables that the cache of this process may hold.</summary>
    internal const int Capacity = 256;

    private const int UsesBeforeTable = 2;
    private const uint CountMask = 3;

    private readonly Entry?[] _entries = new Entry?[capacity];

    /// <summary>For the last key without a table in each slot: some bits of its hash, and how often it was used.</summary>
    private readonly uint[] _uses = new uint[4 * capacity];

    /// <summary>The cache of this process.</summary>
    internal static KeyTableCache Shared { get; } = new();

    /// <summary>The table of <paramref name="key"/> (32 bytes), if there is one.</summary>
    internal AffineNielsPoint[]? Find(ReadOnlySpan<byte> key)
    {
        Entry? entry = Volatile.Read(ref _entries[Slot(Hash(key), _entries.Length)]);
        return entry is not null && key.SequenceEqual(entry.Key) ? entry.Table : null;
    }

    /// <summary>Counts a valid signature by a key without a table, and makes the table of <paramref name="point"/> if the key has become a frequent one.</summary>
    internal void CountUse(ReadOnlySpan<byte> key, in ExtendedPoint point)
    {
        uint hash = Hash(key);
        ref uint use = ref _uses[Slot(hash, _uses.Length)];
        uint seen = Volatile.Read(ref use);
        uint count = (seen & ~CountMask) == (hash & ~CountMask) ? seen & CountMask : 0;
        bool isFrequent = count == UsesBeforeTable;
        uint next = (hash & ~CountMask) | (isFrequent ? 0 : count + 1);

        // the one thread that resets the count makes the table
        if (Interlocked.CompareExchange(ref use, next, seen) == seen && isFrequent)
        {
            Entry entry = new(key.ToArray(), DoubleMultiplication.BuildComb(in point));
            Volatile.Write(ref _entries[Slot(hash, _entries.Length)], entry);
        }
    }

    /// <summary>Seeded for each process, so that nobody can choose keys that share a slot.</summary>
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(key);
        return (uint)HashCode.Combine(words[0], words[1], words[2], words[3]);
    }

    private static int Slot(uint hash, int slots) => (int)((hash * (ulong)slots) >> 32);

    private sealed record Entry(byte[] Key, AffineNielsPoint[] Table);
}
