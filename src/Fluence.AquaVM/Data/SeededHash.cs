using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fluence.AquaVM.Data;

/// <summary>
/// A fast hash of bytes for tables in memory. It is keyed for each process, so that nobody can prepare data whose keys collide; no result
/// of the interpreter depends on it.
/// </summary>
internal static class SeededHash
{
    private static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static readonly ulong Factor = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    /// <summary>The hash of a number.</summary>
    public static int Of(int number) => (int)Fold(Seed ^ (uint)number);

    /// <summary>The hash of <paramref name="bytes"/>.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        ulong state = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        ulong tail = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            tail |= (ulong)bytes[i] << (8 * i);
        }

        state = Fold(state ^ tail);
        return (int)(state ^ (state >> 32));
    }

    private static ulong Fold(ulong value)
    {
        ulong high = Math.BigMul(value ^ 0x9E3779B97F4A7C15, Factor, out ulong low);
        return high ^ low ^ Seed;
    }
}
