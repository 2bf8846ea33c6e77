using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.Primitives.Hashing;

/// <summary>
/// BLAKE3 with a digest of 32 bytes, unkeyed. The input is cut into chunks of 1 KiB, hashed by themselves and joined in a binary tree;
/// eight whole chunks at a time go through AVX2 where the machine has it.
/// </summary>
public static class Blake3
{
    /// <summary>The length of a digest, in bytes.</summary>
    public const int DigestLength = 32;

    internal const int BlockLength = 64;
    internal const int ChunkLength = 1024;
    internal const int WideChunks = 8;
    internal const int WidestChunks = 16;
    internal const int Words = 8;

    /// <summary>Subtrees of so many chunks are hashed level by level; larger ones are split.</summary>
    private const int MostLevelChunks = 64;

    /// <summary>From this number on, chunks and parents are worth a wide pass that has idle lanes.</summary>
    private const int LeastWide = 3;

    internal const uint ChunkStart = 1;
    internal const uint ChunkEnd = 2;
    internal const uint Parent = 4;
    internal const uint Root = 8;

    /// <summary>The initial chaining value: that of SHA-256.</summary>
    internal static ReadOnlySpan<uint> InitialValue =>
        [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19];

    /// <summary>Hashes <paramref name="input"/> into the first 32 bytes of <paramref name="digest"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Span<uint> value = stackalloc uint[Words];
        if (input.Length <= ChunkLength)
        {
            HashChunk(input, 0, Root, value);
        }
        else
        {
            HashTree(input, 0, Root, value);
        }

        for (int i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(digest[(4 * i)..], value[i]);
        }
    }

    /// <summary>The digest of <paramref name="input"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> input)
    {
        byte[] digest = new byte[DigestLength];
        Hash(input, digest);
        return digest;
    }

    /// <summary>Hashes a subtree of more than one chunk; recursion halves it and is at most 15 levels deep.</summary>
    private static void HashTree(ReadOnlySpan<byte> input, ulong chunk, uint flags, Span<uint> value)
    {
        if (input.Length <= MostLevelChunks * ChunkLength)
        {
            HashLevels(input, chunk, flags, value);
            return;
        }

        // the left subtree is the largest whole one that leaves something for the right
        uint leftChunks = 1u << BitOperations.Log2((uint)(input.Length - 1) / ChunkLength);
        int leftLength = checked((int)leftChunks * ChunkLength);
        ReadOnlySpan<byte> right = input[leftLength..];
        Span<uint> children = stackalloc uint[2 * Words];
        HashTree(input[..leftLength], chunk, 0, children[..Words]);
        if (right.Length > ChunkLength)
        {
            HashTree(right, chunk + leftChunks, 0, children[Words..]);
        }
        else
        {
            HashChunk(right, chunk + leftChunks, 0, children[Words..]);
        }

        HashParent(children, flags, value);
    }

    /// <summary>
    /// Hashes a subtree of 2 to 64 chunks: all chunks, then level by level all pairs, of which what is left over moves up. That gives the
    /// same tree.
    /// </summary>
    private static void HashLevels(ReadOnlySpan<byte> input, ulong chunk, uint flags, Span<uint> value)
    {
        // a wide pass writes up to sixteen values
        Span<uint> values = stackalloc uint[(MostLevelChunks + WidestChunks) * Words];
        int count = HashChunks(input, chunk, values);
        Span<uint> left = stackalloc uint[Words];
        while (count > 2)
        {
            int pairs = count / 2;
            bool isOdd = (count & 1) != 0;
            values.Slice((count - 1) * Words, Words).CopyTo(left);
            HashPairs(values, pairs);
            count = pairs;
            if (isOdd)
            {
                left.CopyTo(values[(count++ * Words)..]);
            }
        }

        HashParent(values[..(2 * Words)], flags, value);
    }

    private static int HashChunks(ReadOnlySpan<byte> input, ulong chunk, Span<uint> values)
    {
        int whole = input.Length / ChunkLength, done = 0;
        while (Avx2.IsSupported && whole - done >= LeastWide)
        {
            ReadOnlySpan<byte> rest = input[(done * ChunkLength)..(whole * ChunkLength)];
            Span<uint> room = values[(done * Words)..];
            ulong first = chunk + (ulong)done;
            done = Math.Min(whole, done + (Blake3Avx512.IsSupported && whole - done > WideChunks
                ? Blake3Avx512.HashChunks(rest, first, room)
                : Blake3Avx2.HashChunks(rest, first, room)));
        }

        for (; done * ChunkLength < input.Length; done++)
        {
            ReadOnlySpan<byte> rest = input[(done * ChunkLength)..];
            HashChunk(rest[..Math.Min(rest.Length, ChunkLength)], chunk + (ulong)done, 0, values.Slice(done * Words, Words));
        }

        return done;
    }

    /// <summary>Joins the first so many pairs of values, none of them the root, into as many; overwrites what is behind them.</summary>
    private static void HashPairs(Span<uint> values, int pairs)
    {
        int done = 0;
        for (; Avx2.IsSupported && pairs - done >= LeastWide; done = Math.Min(pairs, done + WideChunks))
        {
            Blake3Avx2.HashParents(values[(2 * done * Words)..], values[(done * Words)..]);
        }

        for (; done < pairs; done++)
        {
            HashParent(values.Slice(2 * done * Words, 2 * Words), 0, values.Slice(done * Words, Words));
        }
    }

    private static void HashParent(ReadOnlySpan<uint> children, uint flags, Span<uint> value)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        for (int i = 0; i < children.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], children[i]);
        }

        InitialValue.CopyTo(value);
        Compress(value, block, 0, BlockLength, Parent | flags);
    }

    /// <summary>Hashes one chunk of at most 1024 bytes; <paramref name="flags"/> (the root flag) apply to its last block.</summary>
    private static void HashChunk(ReadOnlySpan<byte> input, ulong chunk, uint flags, Span<uint> value)
    {
        InitialValue.CopyTo(value);
        uint start = ChunkStart;
        while (input.Length > BlockLength)
        {
            Compress(value, input[..BlockLength], chunk, BlockLength, start);
            input = input[BlockLength..];
            start = 0;
        }

        if (input.Length == BlockLength)
        {
            Compress(value, input, chunk, BlockLength, start | ChunkEnd | flags);
            return;
        }

        Span<byte> last = stackalloc byte[BlockLength];
        last.Clear();
        input.CopyTo(last);
        Compress(value, last, chunk, (uint)input.Length, start | ChunkEnd | flags);
    }

    private static void Compress(Span<uint> value, ReadOnlySpan<byte> block, ulong counter, uint length, uint flags)
    {
        if (Sse41.IsSupported)
        {
            Blake3Sse41.Compress(value, block, counter, length, flags);
        }
        else
        {
            Blake3Portable.Compress(value, block, counter, length, flags);
        }
    }
}
