using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.Primitives.Hashing;

/// <summary>Sixteen chunks at once, as <see cref="Blake3Avx2"/> does eight.</summary>
internal static class Blake3Avx512
{
    /// <summary>Whether the machine has it.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx2.IsSupported;

    /// <summary>As <see cref="Blake3Avx2.HashChunks"/>, up to sixteen chunks, of which there are at least nine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int HashChunks(ReadOnlySpan<byte> input, ulong chunk, Span<uint> values)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(input);
        int lanes = Math.Min(input.Length / Blake3.ChunkLength, Blake3.WidestChunks);
        Span<Vector512<uint>> chain = stackalloc Vector512<uint>[Blake3.Words];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = Vector512.Create(Blake3.InitialValue[i]);
        }

        Vector512<uint> lane = Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Vector512<uint> low = Vector512.Create((uint)chunk) + lane;
        Vector512<uint> high = Vector512.Create((uint)(chunk >> 32)) - Vector512.LessThan(low, lane);
        Span<Vector512<uint>> message = stackalloc Vector512<uint>[16];
        for (int block = 0; block < Blake3.ChunkLength; block += Blake3.BlockLength)
        {
            Load(ref Unsafe.Add(ref bytes, block), Blake3.ChunkLength, lanes, message);
            uint flags = (block == 0 ? Blake3.ChunkStart : 0) | (block == Blake3.ChunkLength - Blake3.BlockLength ? Blake3.ChunkEnd : 0);
            Compress(chain, message, low, high, Vector512.Create((uint)Blake3.BlockLength), flags);
        }

        TransposeValues(chain, values);
        return Blake3.WidestChunks;
    }

    /// <summary>As <see cref="Blake3Avx2.HashInputs"/>, sixteen inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HashInputs(ReadOnlySpan<byte> inputs, int blocks, Vector512<uint> lengths, Span<uint> values)
    {
        int distance = blocks * Blake3.BlockLength;
        ref byte bytes = ref MemoryMarshal.GetReference(inputs[..(Blake3.WidestChunks * distance)]);
        Span<Vector512<uint>> chain = stackalloc Vector512<uint>[Blake3.Words];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = Vector512.Create(Blake3.InitialValue[i]);
        }

        Span<Vector512<uint>> message = stackalloc Vector512<uint>[16];
        for (int block = 0; block < blocks; block++)
        {
            Load(ref Unsafe.Add(ref bytes, block * Blake3.BlockLength), distance, Blake3.WidestChunks, message);
            bool last = block == blocks - 1;
            Vector512<uint> length = last
                ? lengths - Vector512.Create((uint)(block * Blake3.BlockLength))
                : Vector512.Create((uint)Blake3.BlockLength);
            uint flags = (block == 0 ? Blake3.ChunkStart : 0) | (last ? Blake3.ChunkEnd | Blake3.Root : 0);
            Compress(chain, message, Vector512<uint>.Zero, Vector512<uint>.Zero, length, flags);
        }

        TransposeValues(chain, values);
    }

    private static void TransposeValues(ReadOnlySpan<Vector512<uint>> chain, Span<uint> values)
    {
        const int Half = Blake3.WideChunks;
        Span<Vector256<uint>> first = stackalloc Vector256<uint>[Blake3.Words], second = stackalloc Vector256<uint>[Blake3.Words];
        for (int word = 0; word < Blake3.Words; word++)
        {
            first[word] = chain[word].GetLower();
            second[word] = chain[word].GetUpper();
        }

        Blake3Avx2.TransposeValues(first, values);
        Blake3Avx2.TransposeValues(second, values[(Half * Blake3.Words)..]);
    }

    /// <summary>Loads a block of each lane, so that vector <c>w</c> holds word <c>w</c> of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(ref byte source, int distance, int lanes, Span<Vector512<uint>> message)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        message = message[..16];
        for (int lane = 0; lane < message.Length; lane += 4)
        {
            // four by four words in each quarter of the vectors
            Vector512<uint> a = Block(ref source, lane, lanes, distance), b = Block(ref source, lane + 1, lanes, distance);
            Vector512<uint> c = Block(ref source, lane + 2, lanes, distance), d = Block(ref source, lane + 3, lanes, distance);
            Vector512<ulong> abLow = Avx512F.UnpackLow(a, b).AsUInt64(), abHigh = Avx512F.UnpackHigh(a, b).AsUInt64();
            Vector512<ulong> cdLow = Avx512F.UnpackLow(c, d).AsUInt64(), cdHigh = Avx512F.UnpackHigh(c, d).AsUInt64();
            message[lane] = Avx512F.UnpackLow(abLow, cdLow).AsUInt32();
            message[lane + 1] = Avx512F.UnpackHigh(abLow, cdLow).AsUInt32();
            message[lane + 2] = Avx512F.UnpackLow(abHigh, cdHigh).AsUInt32();
            message[lane + 3] = Avx512F.UnpackHigh(abHigh, cdHigh).AsUInt32();
        }

        for (int word = 0; word < 4; word++)
        {
            // and four by four quarters
            Vector512<uint> a = message[word], b = message[4 + word], c = message[8 + word], d = message[12 + word];
            Vector512<uint> abEven = Avx512F.Shuffle4x128(a, b, Even), abOdd = Avx512F.Shuffle4x128(a, b, Odd);
            Vector512<uint> cdEven = Avx512F.Shuffle4x128(c, d, Even), cdOdd = Avx512F.Shuffle4x128(c, d, Odd);
            message[word] = Avx512F.Shuffle4x128(abEven, cdEven, Even);
            message[4 + word] = Avx512F.Shuffle4x128(abOdd, cdOdd, Even);
            message[8 + word] = Avx512F.Shuffle4x128(abEven, cdEven, Odd);
            message[12 + word] = Avx512F.Shuffle4x128(abOdd, cdOdd, Odd);
        }
    }

    /// <summary>The block of a lane; those that are missing get that of the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Block(ref byte source, int lane, int lanes, int distance) =>
        Vector512.LoadUnsafe(ref Unsafe.Add(ref source, Math.Min(lane, lanes - 1) * distance)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(
        Span<Vector512<uint>> chain,
        ReadOnlySpan<Vector512<uint>> message,
        Vector512<uint> low,
        Vector512<uint> high,
        Vector512<uint> length,
        uint flags)
    {
        Vector512<uint> v0 = chain[0], v1 = chain[1], v2 = chain[2], v3 = chain[3];
        Vector512<uint> v4 = chain[4], v5 = chain[5], v6 = chain[6], v7 = chain[7];
        Vector512<uint> v8 = Vector512.Create(0x6A09E667u), v9 = Vector512.Create(0xBB67AE85u);
        Vector512<uint> v10 = Vector512.Create(0x3C6EF372u), v11 = Vector512.Create(0xA54FF53Au);
        Vector512<uint> v12 = low, v13 = high, v14 = length, v15 = Vector512.Create(flags);
        ref Vector512<uint> words = ref MemoryMarshal.GetReference(message);
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
    private static Vector512<uint> Word(ref Vector512<uint> words, ref byte order, int index) =>
        Unsafe.Add(ref words, Unsafe.Add(ref order, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Vector512<uint> a,
        ref Vector512<uint> b,
        ref Vector512<uint> c,
        ref Vector512<uint> d,
        Vector512<uint> first,
        Vector512<uint> second)
    {
        a += b + first;
        d = Avx512F.RotateRight(d ^ a, 16);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 12);
        a += b + second;
        d = Avx512F.RotateRight(d ^ a, 8);
        c += d;
        b = Avx512F.RotateRight(b ^ c, 7);
    }
}
