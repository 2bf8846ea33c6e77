using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.Primitives.Hashing;

/// <summary>
/// The compression function of BLAKE3 with the state as four rows of four words: one step mixes all four columns, then all four diagonals.
/// After each round the words of the block are permuted in place of being looked up.
/// </summary>
internal static class Blake3Sse41
{
    private const int Rounds = 7;

    /// <summary>Takes one block of 64 bytes into the chaining value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(Span<uint> value, ReadOnlySpan<byte> block, ulong counter, uint length, uint flags)
    {
        ref uint words = ref MemoryMarshal.GetReference(value[..Blake3.Words]);
        ref byte bytes = ref MemoryMarshal.GetReference(block[..Blake3.BlockLength]);
        Vector128<uint> row0 = Vector128.LoadUnsafe(ref words);
        Vector128<uint> row1 = Vector128.LoadUnsafe(ref words, 4);
        Vector128<uint> row2 = Vector128.Create(0x6A09E667u, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A);
        Vector128<uint> row3 = Vector128.Create((uint)counter, (uint)(counter >> 32), length, flags);
        Vector128<uint> word0 = Vector128.LoadUnsafe(ref bytes).AsUInt32();
        Vector128<uint> word1 = Vector128.LoadUnsafe(ref bytes, 16).AsUInt32();
        Vector128<uint> word2 = Vector128.LoadUnsafe(ref bytes, 32).AsUInt32();
        Vector128<uint> word3 = Vector128.LoadUnsafe(ref bytes, 48).AsUInt32();

        // the first words of the columns, the second words of the columns, then the same for the diagonals
        Vector128<uint> first = Pick(word0, word1, 0b10_00_10_00);
        Vector128<uint> second = Pick(word0, word1, 0b11_01_11_01);
        Vector128<uint> third = Sse2.Shuffle(Pick(word2, word3, 0b10_00_10_00), 0b10_01_00_11);
        Vector128<uint> fourth = Sse2.Shuffle(Pick(word2, word3, 0b11_01_11_01), 0b10_01_00_11);
        for (int round = 1; ; round++)
        {
            MixHalf(ref row0, ref row1, ref row2, ref row3, first, 12, 16);
            MixHalf(ref row0, ref row1, ref row2, ref row3, second, 7, 8);
            row0 = Sse2.Shuffle(row0, 0b10_01_00_11);
            row3 = Sse2.Shuffle(row3, 0b01_00_11_10);
            row2 = Sse2.Shuffle(row2, 0b00_11_10_01);
            MixHalf(ref row0, ref row1, ref row2, ref row3, third, 12, 16);
            MixHalf(ref row0, ref row1, ref row2, ref row3, fourth, 7, 8);
            row0 = Sse2.Shuffle(row0, 0b00_11_10_01);
            row3 = Sse2.Shuffle(row3, 0b01_00_11_10);
            row2 = Sse2.Shuffle(row2, 0b10_01_00_11);
            if (round == Rounds)
            {
                break;
            }

            Vector128<uint> next0 = Sse2.Shuffle(Pick(first, second, 0b11_01_01_10), 0b00_11_10_01);
            Vector128<uint> next1 = Blend(Sse2.Shuffle(first, 0b00_00_11_11), Pick(third, fourth, 0b11_11_10_10), 0xCC);
            Vector128<uint> next2 = Sse2.UnpackLow(fourth.AsUInt64(), second.AsUInt64()).AsUInt32();
            next2 = Sse2.Shuffle(Blend(next2, third, 0xC0), 0b01_11_10_00);
            Vector128<uint> next3 = Sse2.Shuffle(Sse2.UnpackLow(third, Sse2.UnpackHigh(second, fourth)), 0b00_01_11_10);
            first = next0;
            second = next1;
            third = next2;
            fourth = next3;
        }

        (row0 ^ row2).StoreUnsafe(ref words);
        (row1 ^ row3).StoreUnsafe(ref words, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixHalf(
        ref Vector128<uint> row0,
        ref Vector128<uint> row1,
        ref Vector128<uint> row2,
        ref Vector128<uint> row3,
        Vector128<uint> words,
        [ConstantExpected] byte rotation1,
        [ConstantExpected] byte rotation3)
    {
        row0 += words + row1;
        row3 = RotateBytes(row3 ^ row0, rotation3);
        row2 += row3;
        row1 = RotateBits(row1 ^ row2, rotation1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateBits(Vector128<uint> row, [ConstantExpected] byte count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(row, count)
        : (row >>> count) | (row << (32 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateBytes(Vector128<uint> row, [ConstantExpected] byte count)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.RotateRight(row, count);
        }

        Vector128<byte> order = count == 16
            ? Vector128.Create(0x0504070601000302, 0x0d0c0f0e09080b0a).AsByte()
            : Vector128.Create(0x0407060500030201, 0x0c0f0e0d080b0a09).AsByte();
        return Ssse3.Shuffle(row.AsByte(), order).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Pick(Vector128<uint> left, Vector128<uint> right, [ConstantExpected] byte control) =>
        Sse.Shuffle(left.AsSingle(), right.AsSingle(), control).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Blend(Vector128<uint> left, Vector128<uint> right, [ConstantExpected] byte control) =>
        Sse41.Blend(left.AsUInt16(), right.AsUInt16(), control).AsUInt32();
}
