using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fluence.RandomX.Argon;

/// <summary>Argon2's compression of blocks of 1 KiB, four words at once.</summary>
internal static unsafe class ArgonBlockAvx2
{
    private const int Vectors = ArgonMemory.Words / 4;

    private static readonly Vector256<byte> Rotation24 = Vector256.Create(
        (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static readonly Vector256<byte> Rotation16 = Vector256.Create(
        (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);

    /// <inheritdoc cref="ArgonBlock.Mix"/>
    [SkipLocalsInit]
    internal static void Mix(ulong* before, ulong* reference, ulong* to, bool isAdded)
    {
        Vector256<ulong>* mixed = stackalloc Vector256<ulong>[Vectors];
        Vector256<ulong>* kept = stackalloc Vector256<ulong>[Vectors];
        for (int i = 0; i < Vectors; i++)
        {
            mixed[i] = Avx.LoadVector256(before + (4 * i)) ^ Avx.LoadVector256(reference + (4 * i));
            kept[i] = isAdded ? mixed[i] ^ Avx.LoadVector256(to + (4 * i)) : mixed[i];
        }

        for (int row = 0; row < 8; row += 2)
        {
            Vector256<ulong>* at = mixed + (4 * row);
            (Vector256<ulong> a0, Vector256<ulong> b0, Vector256<ulong> c0, Vector256<ulong> d0) = (at[0], at[1], at[2], at[3]);
            (Vector256<ulong> a1, Vector256<ulong> b1, Vector256<ulong> c1, Vector256<ulong> d1) = (at[4], at[5], at[6], at[7]);
            Permute(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            (at[0], at[1], at[2], at[3]) = (a0, b0, c0, d0);
            (at[4], at[5], at[6], at[7]) = (a1, b1, c1, d1);
        }

        // a vector holds pairs of two columns: the pairs of each are put together first
        for (int columns = 0; columns < 4; columns++)
        {
            Vector256<ulong>* at = mixed + columns;
            Split(at[0], at[4], out Vector256<ulong> a0, out Vector256<ulong> a1);
            Split(at[8], at[12], out Vector256<ulong> b0, out Vector256<ulong> b1);
            Split(at[16], at[20], out Vector256<ulong> c0, out Vector256<ulong> c1);
            Split(at[24], at[28], out Vector256<ulong> d0, out Vector256<ulong> d1);
            Permute(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            Split(a0, a1, out at[0], out at[4]);
            Split(b0, b1, out at[8], out at[12]);
            Split(c0, c1, out at[16], out at[20]);
            Split(d0, d1, out at[24], out at[28]);
        }

        for (int i = 0; i < Vectors; i++)
        {
            Avx.Store(to + (4 * i), kept[i] ^ mixed[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector256<ulong> left, Vector256<ulong> right, out Vector256<ulong> low, out Vector256<ulong> high)
    {
        low = Avx2.Permute2x128(left, right, 0x20);
        high = Avx2.Permute2x128(left, right, 0x31);
    }

    /// <summary>The permutation of twice sixteen words, which do not depend on one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(
        ref Vector256<ulong> a0, ref Vector256<ulong> b0, ref Vector256<ulong> c0, ref Vector256<ulong> d0,
        ref Vector256<ulong> a1, ref Vector256<ulong> b1, ref Vector256<ulong> c1, ref Vector256<ulong> d1)
    {
        Columns(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        (b0, c0, d0) = (Avx2.Permute4x64(b0, 0x39), Avx2.Permute4x64(c0, 0x4E), Avx2.Permute4x64(d0, 0x93));
        (b1, c1, d1) = (Avx2.Permute4x64(b1, 0x39), Avx2.Permute4x64(c1, 0x4E), Avx2.Permute4x64(d1, 0x93));
        Columns(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
        (b0, c0, d0) = (Avx2.Permute4x64(b0, 0x93), Avx2.Permute4x64(c0, 0x4E), Avx2.Permute4x64(d0, 0x39));
        (b1, c1, d1) = (Avx2.Permute4x64(b1, 0x93), Avx2.Permute4x64(c1, 0x4E), Avx2.Permute4x64(d1, 0x39));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(
        ref Vector256<ulong> a0, ref Vector256<ulong> b0, ref Vector256<ulong> c0, ref Vector256<ulong> d0,
        ref Vector256<ulong> a1, ref Vector256<ulong> b1, ref Vector256<ulong> c1, ref Vector256<ulong> d1)
    {
        (a0, a1) = (Add(a0, b0), Add(a1, b1));
        (d0, d1) = (Rotate32(d0 ^ a0), Rotate32(d1 ^ a1));
        (c0, c1) = (Add(c0, d0), Add(c1, d1));
        (b0, b1) = (Shuffle(b0 ^ c0, Rotation24), Shuffle(b1 ^ c1, Rotation24));
        (a0, a1) = (Add(a0, b0), Add(a1, b1));
        (d0, d1) = (Shuffle(d0 ^ a0, Rotation16), Shuffle(d1 ^ a1, Rotation16));
        (c0, c1) = (Add(c0, d0), Add(c1, d1));
        (b0, b1) = (Rotate63(b0 ^ c0), Rotate63(b1 ^ c1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> left, Vector256<ulong> right)
    {
        Vector256<ulong> product = Avx2.Multiply(left.AsUInt32(), right.AsUInt32());
        return left + right + product + product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate32(Vector256<ulong> value) => Avx2.Shuffle(value.AsUInt32(), 0xB1).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Rotate63(Vector256<ulong> value) => (value + value) ^ (value >>> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Shuffle(Vector256<ulong> value, Vector256<byte> order) =>
        Avx2.Shuffle(value.AsByte(), order).AsUInt64();
}
