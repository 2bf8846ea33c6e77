using System.Buffers.Binary;
using System.Numerics;

namespace Fluence.Primitives.Hashing;

/// <summary>The compression function of BLAKE3, one word at a time.</summary>
internal static class Blake3Portable
{
    /// <summary>For each of the seven rounds the order in which it takes the sixteen words of the block.</summary>
    internal static ReadOnlySpan<byte> Schedule =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
        3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
        10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
        12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
        9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
        11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13,
    ];

    /// <summary>Takes one block of 64 bytes into the chaining value.</summary>
    public static void Compress(Span<uint> value, ReadOnlySpan<byte> block, ulong counter, uint length, uint flags)
    {
        Span<uint> message = stackalloc uint[16];
        for (int i = 0; i < message.Length; i++)
        {
            message[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        }

        Span<uint> state = stackalloc uint[16];
        value.CopyTo(state);
        Blake3.InitialValue[..4].CopyTo(state[8..]);
        state[12] = (uint)counter;
        state[13] = (uint)(counter >> 32);
        state[14] = length;
        state[15] = flags;
        for (int round = 0; round < Schedule.Length; round += 16)
        {
            Round(state, message, Schedule.Slice(round, 16));
        }

        for (int i = 0; i < Blake3.Words; i++)
        {
            value[i] = state[i] ^ state[i + 8];
        }
    }

    private static void Round(Span<uint> state, ReadOnlySpan<uint> message, ReadOnlySpan<byte> order)
    {
        for (int column = 0; column < 4; column++)
        {
            Mix(state, column, 4 + column, 8 + column, 12 + column, message[order[2 * column]], message[order[(2 * column) + 1]]);
        }

        for (int diagonal = 0; diagonal < 4; diagonal++)
        {
            Mix(
                state,
                diagonal,
                4 + ((diagonal + 1) % 4),
                8 + ((diagonal + 2) % 4),
                12 + ((diagonal + 3) % 4),
                message[order[8 + (2 * diagonal)]],
                message[order[9 + (2 * diagonal)]]);
        }
    }

    private static void Mix(Span<uint> state, int a, int b, int c, int d, uint first, uint second)
    {
        state[a] += state[b] + first;
        state[d] = BitOperations.RotateRight(state[d] ^ state[a], 16);
        state[c] += state[d];
        state[b] = BitOperations.RotateRight(state[b] ^ state[c], 12);
        state[a] += state[b] + second;
        state[d] = BitOperations.RotateRight(state[d] ^ state[a], 8);
        state[c] += state[d];
        state[b] = BitOperations.RotateRight(state[b] ^ state[c], 7);
    }
}
