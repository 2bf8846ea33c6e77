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
    internal const int Words = 8;

    /// <summary>So many times eight chunks are joined eight at a time.</summary>
    private const int MostWideGroups = 8;

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
        else if (IsWide(input))
        {
            HashWide(input, 0, Root, value);
        }
        else
        {
            HashNode(input, 0, Root, value);
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

    /// <summary>Hashes a subtree of at least one chunk; recursion is as deep as the tree, at most 21 levels for 2 GiB.</summary>
    private static void HashSubtree(ReadOnlySpan<byte> input, ulong chunk, Span<uint> value)
    {
        if (input.Length <= ChunkLength)
        {
            HashChunk(input, chunk, 0, value);
        }
        else if (IsWide(input))
        {
            HashWide(input, chunk, 0, value);
        }
        else
        {
            HashNode(input, chunk, 0, value);
        }
    }

    /// <summary>Joins two subtrees, of which the left one is the largest whole tree that leaves something for the right.</summary>
    private static void HashNode(ReadOnlySpan<byte> input, ulong chunk, uint flags, Span<uint> value)
    {
        uint leftChunks = 1u << BitOperations.Log2((uint)(input.Length - 1) / ChunkLength);
        int leftLength = checked((int)leftChunks * ChunkLength);
        Span<uint> children = stackalloc uint[2 * Words];
        HashSubtree(input[..leftLength], chunk, children[..Words]);
        HashSubtree(input[leftLength..], chunk + leftChunks, children[Words..]);
        HashParent(children, flags, value);
    }

    /// <summary>Hashes a subtree of exactly eight or sixty-four chunks.</summary>
    private static void HashWide(ReadOnlySpan<byte> input, ulong chunk, uint flags, Span<uint> value)
    {
        const int WideInput = WideChunks * ChunkLength;
        const int WideValues = WideChunks * Words;
        int groups = input.Length / WideInput;
        Span<uint> values = stackalloc uint[MostWideGroups * WideValues];
        for (int group = 0; group < groups; group++)
        {
            ReadOnlySpan<byte> chunks = input.Slice(group * WideInput, WideInput);
            Blake3Avx2.HashChunks(chunks, chunk + (ulong)(group * WideChunks), values[(group * WideValues)..]);
        }

        // eight parents at a time; of the last eight values only four come to something
        for (; groups > 1; groups /= 2)
        {
            for (int group = 0; group < groups; group += 2)
            {
                Blake3Avx2.HashParents(values[(group * WideValues)..], values[(group / 2 * WideValues)..]);
            }
        }

        Blake3Avx2.HashParents(values, values);
        HashParent(values[..(2 * Words)], 0, values[..Words]);
        HashParent(values.Slice(2 * Words, 2 * Words), 0, values.Slice(Words, Words));
        HashParent(values[..(2 * Words)], flags, value);
    }

    private static bool IsWide(ReadOnlySpan<byte> input) =>
        input.Length is WideChunks * ChunkLength or MostWideGroups * WideChunks * ChunkLength && Avx2.IsSupported;

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
