using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fluence.RandomX.Argon;

/// <summary>Argon2's compression of blocks of 1 KiB, for any processor (RFC 9106, 3.5).</summary>
internal static unsafe class ArgonBlock
{
    /// <summary>Mixes two blocks into a third.</summary>
    /// <param name="before">The block before.</param>
    /// <param name="reference">The block that was chosen.</param>
    /// <param name="to">Where the outcome goes.</param>
    /// <param name="isAdded">Whether what is there already stays in it.</param>
    internal static void Mix(ulong* before, ulong* reference, ulong* to, bool isAdded)
    {
        ulong* mixed = stackalloc ulong[ArgonMemory.Words];
        ulong* kept = stackalloc ulong[ArgonMemory.Words];
        for (int i = 0; i < ArgonMemory.Words; i++)
        {
            mixed[i] = before[i] ^ reference[i];
            kept[i] = isAdded ? mixed[i] ^ to[i] : mixed[i];
        }

        for (int row = 0; row < 8; row++)
        {
            Permute(mixed + (16 * row), 2);
        }

        for (int column = 0; column < 8; column++)
        {
            Permute(mixed + (2 * column), 16);
        }

        for (int i = 0; i < ArgonMemory.Words; i++)
        {
            to[i] = kept[i] ^ mixed[i];
        }
    }

    /// <summary>The permutation of sixteen words, which stand in pairs at a distance.</summary>
    private static void Permute(ulong* pairs, int distance)
    {
        ulong* word(int i) => pairs + ((i >> 1) * distance) + (i & 1);
        for (int i = 0; i < 4; i++)
        {
            Quarter(word(i), word(i + 4), word(i + 8), word(i + 12));
        }

        for (int i = 0; i < 4; i++)
        {
            Quarter(word(i), word(4 + ((i + 1) & 3)), word(8 + ((i + 2) & 3)), word(12 + ((i + 3) & 3)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(ulong* a, ulong* b, ulong* c, ulong* d)
    {
        *a = Add(*a, *b);
        *d = BitOperations.RotateRight(*d ^ *a, 32);
        *c = Add(*c, *d);
        *b = BitOperations.RotateRight(*b ^ *c, 24);
        *a = Add(*a, *b);
        *d = BitOperations.RotateRight(*d ^ *a, 16);
        *c = Add(*c, *d);
        *b = BitOperations.RotateRight(*b ^ *c, 63);
    }

    private static ulong Add(ulong left, ulong right) => left + right + (2 * (ulong)(uint)left * (uint)right);
}
