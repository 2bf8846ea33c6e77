using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>
/// A fast hash of bytes for tables in memory. It is keyed for each process, so that nobody can prepare data whose keys collide; no result
/// of the interpreter depends on it.
/// </summary>
internal static class SeededHash
{
    private static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static readonly ulong Factor = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    /// <summary>So many bits for a number, at least one.</summary>
    public static int Bits(int number, int count) => (int)(((uint)number * Factor) >> (64 - count));

    /// <summary>The hash of <paramref name="bytes"/>.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        ulong state = Seed ^ (ulong)bytes.Length;
        ulong first, second;
        if (bytes.Length == JsonCid.TextLength)
        {
            // the same as below, without a loop
            state = Mix(Read(bytes) ^ Factor, Read(bytes[8..]) ^ state);
            state = Mix(Read(bytes[16..]) ^ Factor, Read(bytes[24..]) ^ state);
            state = Mix(Read(bytes[32..]) ^ Factor, Read(bytes[40..]) ^ state);
            first = Read(bytes[(JsonCid.TextLength - 16)..]);
            second = Read(bytes[(JsonCid.TextLength - 8)..]);
        }
        else if (bytes.Length >= 16)
        {
            // the last 16 bytes may overlap those before
            ReadOnlySpan<byte> end = bytes[^16..];
            for (; bytes.Length > 16; bytes = bytes[16..])
            {
                state = Mix(Read(bytes) ^ Factor, Read(bytes[8..]) ^ state);
            }

            first = Read(end);
            second = Read(end[8..]);
        }
        else if (bytes.Length >= 8)
        {
            first = Read(bytes);
            second = Read(bytes[^8..]);
        }
        else
        {
            first = 0;
            second = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                first |= (ulong)bytes[i] << (8 * i);
            }
        }

        return Finish(Mix(first ^ Factor, second ^ state));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static int Finish(ulong state) => (int)(state ^ (state >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
