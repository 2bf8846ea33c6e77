using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.Primitives.Hashing;

/// <summary>Eight chunks at once: lane <c>i</c> of every vector belongs to chunk <c>i</c>.</summary>
internal static class Blake3Avx2
{
    /// <summary>Hashes up to eight whole chunks into chaining values of eight words each; no root flag.</summary>
    /// <param name="input">At least one chunk, and nothing but whole ones.</param>
    /// <param name="chunk">The number of the first chunk.</param>
    /// <param name="values">Room for eight values. Those of chunks that do not exist mean nothing.</param>
    /// <returns>Eight, the number of lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int HashChunks(ReadOnlySpan<byte> input, ulong chunk, Span<uint> values)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(input);
        int lanes = Math.Min(input.Length / Blake3.ChunkLength, Blake3.WideChunks);
        Span<Vector256<uint>> chain = stackalloc Vector256<uint>[Blake3.Words];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = Vector256.Create(Blake3.InitialValue[i]);
        }

        Vector256<uint> lane = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        Vector256<uint> low = Vector256.Create((uint)chunk) + lane;
        Vector256<uint> carry = Vector256.LessThan(low, lane);
        Vector256<uint> high = Vector256.Create((uint)(chunk >> 32)) - carry;
        Span<Vector256<uint>> message = stackalloc Vector256<uint>[16];
        for (int block = 0; block < Blake3.ChunkLength; block += Blake3.BlockLength)
        {
            Load(ref Unsafe.Add(ref bytes, block), Blake3.ChunkLength, lanes, message);
            uint flags = (block == 0 ? Blake3.ChunkStart : 0) | (block == Blake3.ChunkLength - Blake3.BlockLength ? Blake3.ChunkEnd : 0);
            Compress(chain, message, low, high, Vector256.Create((uint)Blake3.BlockLength), flags);
        }

        TransposeValues(chain, values);
        return Blake3.WideChunks;
    }

    /// <summary>Hashes eight inputs of one chunk each, as roots, into eight digests of eight words.</summary>
    /// <param name="inputs">The inputs, padded to whole blocks and one after the other.</param>
    /// <param name="blocks">The number of blocks of each input.</param>
    /// <param name="lengths">The lengths of the inputs, which all end in their last block.</param>
    /// <param name="values">Room for the digests.</param>
    public static void HashInputs(ReadOnlySpan<byte> inputs, int blocks, Vector256<uint> lengths, Span<uint> values)
    {
        int distance = blocks * Blake3.BlockLength;
        ref byte bytes = ref MemoryMarshal.GetReference(inputs[..(Blake3.WideChunks * distance)]);
        Span<Vector256<uint>> chain = stackalloc Vector256<uint>[Blake3.Words];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = Vector256.Create(Blake3.InitialValue[i]);
        }

        Span<Vector256<uint>> message = stackalloc Vector256<uint>[16];
        for (int block = 0; block < blocks; block++)
        {
            Load(ref Unsafe.Add(ref bytes, block * Blake3.BlockLength), distance, Blake3.WideChunks, message);
            bool last = block == blocks - 1;
            Vector256<uint> length = last
                ? lengths - Vector256.Create((uint)(block * Blake3.BlockLength))
                : Vector256.Create((uint)Blake3.BlockLength);
            uint flags = (block == 0 ? Blake3.ChunkStart : 0) | (last ? Blake3.ChunkEnd | Blake3.Root : 0);
            Compress(chain, message, Vector256<uint>.Zero, Vector256<uint>.Zero, length, flags);
        }

        TransposeValues(chain, values);
    }

    /// <summary>Joins eight pairs of chaining values, none of them the root, into the eight of their parents.</summary>
    /// <param name="children">Sixteen chaining values of eight words.</param>
    /// <param name="values">Room for eight; it may be where the children are.</param>
    public static void HashParents(ReadOnlySpan<uint> children, Span<uint> values)
    {
        Span<Vector256<uint>> chain = stackalloc Vector256<uint>[Blake3.Words];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = Vector256.Create(Blake3.InitialValue[i]);
        }

        Span<Vector256<uint>> message = stackalloc Vector256<uint>[16];
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(children[..(2 * Blake3.WideChunks * Blake3.Words)]);
        Load(ref MemoryMarshal.GetReference(bytes), Blake3.BlockLength, Blake3.WideChunks, message);
        Vector256<uint> length = Vector256.Create((uint)Blake3.BlockLength);
        Compress(chain, message, Vector256<uint>.Zero, Vector256<uint>.Zero, length, Blake3.Parent);
        TransposeValues(chain, values);
    }

    /// <summary>Takes one block of each lane into the chaining values.</summary>
    /// <param name="chain">Eight chaining values, word by word.</param>
    /// <param name="message">Sixteen words of eight blocks.</param>
    /// <param name="low">The low halves of the counters.</param>
    /// <param name="high">The high halves of the counters.</param>
    /// <param name="length">The lengths of the blocks.</param>
    /// <param name="flags">Flags of all blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compress(
        Span<Vector256<uint>> chain,
        ReadOnlySpan<Vector256<uint>> message,
        Vector256<uint> low,
        Vector256<uint> high,
        Vector256<uint> length,
        uint flags)
    {
        Vector256<uint> v0 = chain[0], v1 = chain[1], v2 = chain[2], v3 = chain[3];
        Vector256<uint> v4 = chain[4], v5 = chain[5], v6 = chain[6], v7 = chain[7];
        Vector256<uint> v8 = Vector256.Create(0x6A09E667u), v9 = Vector256.Create(0xBB67AE85u);
        Vector256<uint> v10 = Vector256.Create(0x3C6EF372u), v11 = Vector256.Create(0xA54FF53Au);
        Vector256<uint> v12 = low, v13 = high, v14 = length, v15 = Vector256.Create(flags);
        ref Vector256<uint> words = ref MemoryMarshal.GetReference(message);
        ref byte order = ref MemoryMarshal.GetReference(Blake3Portable.Schedule);
        for (int round = 0; round < 7; round++)
        {
            Mix(ref v0, ref v4, ref v8, ref v12, Word(ref words, ref order, 0), Word(ref words, ref order, 1));
            Mix(ref v1, ref v5, ref v9, ref v13, Word(ref words, ref order, 2), Word(ref words, ref order, 3));
            Mix(ref v2, ref v6, ref v10, ref v14, Word(ref words, ref order, 4), Word(ref words, ref order, 5));
            Mix(ref v3, ref v7, ref v11, ref v15, Word(ref words, ref order, 6), Word(ref words, ref order, 7));
            Mix(ref v0, ref v5, ref v10, ref v15, Word(ref words, ref order, 8), Word(ref words, ref order, 9));
            Mix(ref v1, ref v6, ref v11, ref v12, Word(ref words, ref order, 10), Word(ref words, ref order, 11));
            Mix(ref v2, ref v7, ref v8, ref v13, Word(ref words, ref order, 12), Word(ref words, ref order, 13));
            Mix(ref v3, ref v4, ref v9, ref v14, Word(ref words, ref order, 14), Word(ref words, ref order, 15));
            order = ref Unsafe.Add(ref order, 16);
        }

        chain[0] = v0 ^ v8;
        chain[1] = v1 ^ v9;
        chain[2] = v2 ^ v10;
        chain[3] = v3 ^ v11;
        chain[4] = v4 ^ v12;
        chain[5] = v5 ^ v13;
        chain[6] = v6 ^ v14;
        chain[7] = v7 ^ v15;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Word(ref Vector256<uint> words, ref byte order, int index) =>
        Unsafe.Add(ref words, Unsafe.Add(ref order, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector256<uint> a,
        ref Vector256<uint> b,
        ref Vector256<uint> c,
        ref Vector256<uint> d,
        Vector256<uint> first,
        Vector256<uint> second)
    {
        a += b + first;
        d = RotateBytes(d ^ a, 16);
        c += d;
        b = RotateBits(b ^ c, 12);
        a += b + second;
        d = RotateBytes(d ^ a, 8);
        c += d;
        b = RotateBits(b ^ c, 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateBits(Vector256<uint> words, [ConstantExpected] byte count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(words, count)
        : (words >>> count) | (words << (32 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateBytes(Vector256<uint> words, [ConstantExpected] byte count)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.RotateRight(words, count);
        }

        Vector256<byte> order = count == 16
            ? Vector256.Create(0x0504070601000302, 0x0d0c0f0e09080b0a, 0x0504070601000302, 0x0d0c0f0e09080b0a).AsByte()
            : Vector256.Create(0x0407060500030201, 0x0c0f0e0d080b0a09, 0x0407060500030201, 0x0c0f0e0d080b0a09).AsByte();
        return Avx2.Shuffle(words.AsByte(), order).AsUInt32();
    }

    /// <summary>Loads a block of each lane, so that vector <c>w</c> holds word <c>w</c> of every lane.</summary>
    /// <param name="source">The block of the first lane.</param>
    /// <param name="distance">The distance from lane to lane, in bytes.</param>
    /// <param name="lanes">How many lanes there are, at least one; those that are missing get the last one.</param>
    /// <param name="message">Room for sixteen words.</param>
    internal static void Load(ref byte source, int distance, int lanes, Span<Vector256<uint>> message)
    {
        for (int lane = 0; lane < Blake3.WideChunks; lane++)
        {
            ref byte block = ref Unsafe.Add(ref source, Math.Min(lane, lanes - 1) * distance);
            message[lane] = Vector256.LoadUnsafe(ref block).AsUInt32();
            message[lane + 8] = Vector256.LoadUnsafe(ref block, 32).AsUInt32();
        }

        Transpose(message[..8]);
        Transpose(message[8..]);
    }

    /// <summary>Gives the chaining values lane by lane.</summary>
    internal static void TransposeValues(Span<Vector256<uint>> chain, Span<uint> values)
    {
        Transpose(chain);
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i].CopyTo(values[(i * Blake3.Words)..]);
        }
    }

    /// <summary>Transposes an eight by eight matrix of words in place.</summary>
    private static void Transpose(Span<Vector256<uint>> rows)
    {
        Vector256<uint> ab0 = Avx2.UnpackLow(rows[0], rows[1]), ab1 = Avx2.UnpackHigh(rows[0], rows[1]);
        Vector256<uint> cd0 = Avx2.UnpackLow(rows[2], rows[3]), cd1 = Avx2.UnpackHigh(rows[2], rows[3]);
        Vector256<uint> ef0 = Avx2.UnpackLow(rows[4], rows[5]), ef1 = Avx2.UnpackHigh(rows[4], rows[5]);
        Vector256<uint> gh0 = Avx2.UnpackLow(rows[6], rows[7]), gh1 = Avx2.UnpackHigh(rows[6], rows[7]);
        Join(ab0, cd0, ef0, gh0, out rows[0], out rows[1], out rows[4], out rows[5]);
        Join(ab1, cd1, ef1, gh1, out rows[2], out rows[3], out rows[6], out rows[7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(
        Vector256<uint> ab,
        Vector256<uint> cd,
        Vector256<uint> ef,
        Vector256<uint> gh,
        out Vector256<uint> low0,
        out Vector256<uint> low1,
        out Vector256<uint> high0,
        out Vector256<uint> high1)
    {
        Vector256<uint> abcd0 = Avx2.UnpackLow(ab.AsUInt64(), cd.AsUInt64()).AsUInt32();
        Vector256<uint> abcd1 = Avx2.UnpackHigh(ab.AsUInt64(), cd.AsUInt64()).AsUInt32();
        Vector256<uint> efgh0 = Avx2.UnpackLow(ef.AsUInt64(), gh.AsUInt64()).AsUInt32();
        Vector256<uint> efgh1 = Avx2.UnpackHigh(ef.AsUInt64(), gh.AsUInt64()).AsUInt32();
        low0 = Avx2.Permute2x128(abcd0, efgh0, 0x20);
        low1 = Avx2.Permute2x128(abcd1, efgh1, 0x20);
        high0 = Avx2.Permute2x128(abcd0, efgh0, 0x31);
        high1 = Avx2.Permute2x128(abcd1, efgh1, 0x31);
    }
}
