using System.Buffers.Binary;
using System.Numerics;

namespace Fluence.Ipfs.UnixFs;

/// <summary>MurmurHash3 with 128 bits for x64 and seed 0, of which the first 64 bits.</summary>
internal static class Murmur3Hash
{
    private const ulong C1 = 0x87c37b91114253d5, C2 = 0x4cf5ad432745937f;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            ulong h1 = 0, h2 = 0;
            ReadOnlySpan<byte> rest = bytes;
            for (; rest.Length >= 16; rest = rest[16..])
            {
                h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
                h1 = ((BitOperations.RotateLeft(h1, 27) + h2) * 5) + 0x52dce729;
                h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                h2 = ((BitOperations.RotateLeft(h2, 31) + h1) * 5) + 0x38495ab5;
            }

            Span<byte> tail = stackalloc byte[16];
            tail.Clear();
            rest.CopyTo(tail);
            h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]));
            h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(tail));
            h1 ^= (ulong)bytes.Length;
            h2 ^= (ulong)bytes.Length;
            h1 += h2;
            h2 += h1;
            return Finish(h1) + Finish(h2);
        }
    }

    private static ulong MixFirst(ulong value) => unchecked(BitOperations.RotateLeft(value * C1, 31) * C2);

    private static ulong MixSecond(ulong value) => unchecked(BitOperations.RotateLeft(value * C2, 33) * C1);

    private static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
            value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
            return value ^ (value >> 33);
        }
    }
}
