using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// An element of the field of 2^255 - 19 elements, as five limbs: L0 + 2^51 L1 + 2^102 L2 + 2^153 L3 + 2^204 L4.
/// </summary>
/// <remarks>
/// Carries are lazy. A product is <i>reduced</i>: each limb is at most 2^51. A sum of two reduced elements has limbs up to 2^52,
/// a difference limbs below 2^54; factors may have limbs below 2^54, so every sum or difference of at most
/// two reduced elements goes into a product as it is. No operation branches on, or indexes by, a value of a limb.
/// Results may overwrite operands. The fields are mutable so that a result is written in place, without a copy.
/// </remarks>
internal partial struct FieldElement
{
    private const ulong Mask51 = (1UL << 51) - 1;

    /// <summary>A limb of 4p other than the lowest, the bias that keeps differences positive.</summary>
    private const ulong Bias = (1UL << 53) - 4;

    /// <summary>The lowest limb of 4p.</summary>
    private const ulong LowestBias = (1UL << 53) - 76;

    internal ulong L0;
    internal ulong L1;
    internal ulong L2;
    internal ulong L3;
    internal ulong L4;

    internal FieldElement(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4) => (L0, L1, L2, L3, L4) = (l0, l1, l2, l3, l4);

    internal static FieldElement One => new(1, 0, 0, 0, 0);

    /// <summary>The sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(out FieldElement result, in FieldElement x, in FieldElement y)
    {
        result.L0 = x.L0 + y.L0;
        result.L1 = x.L1 + y.L1;
        result.L2 = x.L2 + y.L2;
        result.L3 = x.L3 + y.L3;
        result.L4 = x.L4 + y.L4;
    }

    /// <summary>The difference; limbs of <paramref name="x"/> are at most 3 * 2^51, those of <paramref name="y"/> at most 2^52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Subtract(out FieldElement result, in FieldElement x, in FieldElement y)
    {
        result.L0 = x.L0 + LowestBias - y.L0;
        result.L1 = x.L1 + Bias - y.L1;
        result.L2 = x.L2 + Bias - y.L2;
        result.L3 = x.L3 + Bias - y.L3;
        result.L4 = x.L4 + Bias - y.L4;
    }

    /// <summary>The negative of an element with limbs of at most 2^52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Negate(out FieldElement result, in FieldElement x) => Subtract(out result, default, in x);

    /// <summary>Takes <paramref name="x"/> where <paramref name="mask"/> is all ones, keeps this where it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Select(in FieldElement x, ulong mask)
    {
        L0 ^= mask & (L0 ^ x.L0);
        L1 ^= mask & (L1 ^ x.L1);
        L2 ^= mask & (L2 ^ x.L2);
        L3 ^= mask & (L3 ^ x.L3);
        L4 ^= mask & (L4 ^ x.L4);
    }

    /// <summary>Reads 32 bytes, little endian. The highest bit is ignored and values from p to 2^255 - 1 are taken modulo p.</summary>
    internal static FieldElement Decode(ReadOnlySpan<byte> bytes)
    {
        ulong w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        ulong w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        ulong w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new FieldElement(
            w0 & Mask51,
            ((w0 >> 51) | (w1 << 13)) & Mask51,
            ((w1 >> 38) | (w2 << 26)) & Mask51,
            ((w2 >> 25) | (w3 << 39)) & Mask51,
            (w3 >> 12) & Mask51);
    }

    /// <summary>Writes the one representative below p, 32 bytes, little endian.</summary>
    internal readonly void Encode(Span<byte> bytes)
    {
        ulong l0 = L0, l1 = L1, l2 = L2, l3 = L3, l4 = L4;
        Carry(ref l0, ref l1, ref l2, ref l3, ref l4);
        Carry(ref l0, ref l1, ref l2, ref l3, ref l4);

        // now below 2^255 + 2^10: the quotient by p is the carry out of adding 19
        ulong quotient = (l0 + 19) >> 51;
        quotient = (l1 + quotient) >> 51;
        quotient = (l2 + quotient) >> 51;
        quotient = (l3 + quotient) >> 51;
        quotient = (l4 + quotient) >> 51;
        l0 += 19 * quotient;
        l1 += l0 >> 51;
        l2 += l1 >> 51;
        l3 += l2 >> 51;
        l4 += l3 >> 51;
        l0 &= Mask51;
        l1 &= Mask51;
        l2 &= Mask51;
        l3 &= Mask51;
        l4 &= Mask51;

        BinaryPrimitives.WriteUInt64LittleEndian(bytes, l0 | (l1 << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (l1 >> 13) | (l2 << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (l2 >> 26) | (l3 << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (l3 >> 39) | (l4 << 12));
    }

    /// <summary>Whether the representative below p is odd: the sign that point encodings carry.</summary>
    internal readonly bool IsNegative()
    {
        Span<byte> bytes = stackalloc byte[32];
        Encode(bytes);
        return (bytes[0] & 1) != 0;
    }

    /// <summary>Whether this is zero modulo p.</summary>
    internal readonly bool IsZero()
    {
        Span<byte> bytes = stackalloc byte[32];
        Encode(bytes);
        return !bytes.ContainsAnyExcept((byte)0);
    }

    private static void Carry(ref ulong l0, ref ulong l1, ref ulong l2, ref ulong l3, ref ulong l4)
    {
        l1 += l0 >> 51;
        l0 &= Mask51;
        l2 += l1 >> 51;
        l1 &= Mask51;
        l3 += l2 >> 51;
        l2 &= Mask51;
        l4 += l3 >> 51;
        l3 &= Mask51;
        l0 += 19 * (l4 >> 51);
        l4 &= Mask51;
    }
}
