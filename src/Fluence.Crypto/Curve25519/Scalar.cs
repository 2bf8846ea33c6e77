using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fluence.Crypto.Curve25519;

/// <summary>
/// Arithmetic modulo L = 2^252 + 27742317777372353535851937790883648493, the order of the base point. Scalars are 32 bytes, little endian.
/// </summary>
/// <remarks>
/// Reduction and <see cref="MultiplyAdd"/> handle secrets: their branches and indices depend on lengths alone, carries come
/// from bit operations, and what they leave on the stack is cleared.
/// </remarks>
internal static class Scalar
{
    /// <summary>The length of a scalar, in bytes.</summary>
    internal const int Length = 32;

    /// <summary>L, the lowest word first; the fifth word is for the subtraction from five words.</summary>
    private static ReadOnlySpan<ulong> Order => [0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000, 0];

    /// <summary>The quotient of 2^512 by L.</summary>
    private static ReadOnlySpan<ulong> Reciprocal =>
        [0xed9ce5a30a2c131b, 0x2106215d086329a7, 0xffffffffffffffeb, 0xffffffffffffffff, 0xf];

    /// <summary>Whether 32 bytes are below L, as the scalar of a signature has to be. For public values.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> scalar)
    {
        for (int i = 3; i >= 0; i--)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(scalar[(8 * i)..]);
            if (word != Order[i])
            {
                return word < Order[i];
            }
        }

        return false;
    }

    /// <summary>The remainder of 64 bytes, little endian.</summary>
    internal static void Reduce(ReadOnlySpan<byte> wide, Span<byte> result)
    {
        Span<ulong> words = stackalloc ulong[8];
        Read(wide, words);
        Reduce(words, result);
        Clear(words);
    }

    /// <summary>The remainder of x * y + z, for any 32 bytes of x and y and a z below L.</summary>
    internal static void MultiplyAdd(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> z, Span<byte> result)
    {
        Span<ulong> factors = stackalloc ulong[12], product = stackalloc ulong[8];
        Read(x, factors[..4]);
        Read(y, factors[4..8]);
        Read(z, factors[8..]);
        Multiply(factors[..4], factors[4..8], product);
        ulong carry = 0;
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = Add(product[i], i < 4 ? factors[8 + i] : 0, ref carry);
        }

        Reduce(product, result);
        Clear(factors);
        Clear(product);
    }

    /// <summary>Barrett's reduction: an estimate of the quotient that is at most two too small, then two subtractions under a mask.</summary>
    private static void Reduce(ReadOnlySpan<ulong> words, Span<byte> result)
    {
        Span<ulong> product = stackalloc ulong[10], multiple = stackalloc ulong[10], remainder = stackalloc ulong[5];
        Multiply(words[3..], Reciprocal, product);
        Multiply(product[5..], Order, multiple);
        ulong borrow = 0;
        for (int i = 0; i < remainder.Length; i++)
        {
            remainder[i] = Subtract(words[i], multiple[i], ref borrow);
        }

        SubtractOrderIfNotBelow(remainder);
        SubtractOrderIfNotBelow(remainder);
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(result[(8 * i)..], remainder[i]);
        }

        Clear(product);
        Clear(multiple);
        Clear(remainder);
    }

    private static void SubtractOrderIfNotBelow(Span<ulong> remainder)
    {
        Span<ulong> difference = stackalloc ulong[5];
        ulong borrow = 0;
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = Subtract(remainder[i], Order[i], ref borrow);
        }

        ulong keep = 0 - borrow;
        for (int i = 0; i < difference.Length; i++)
        {
            remainder[i] = (remainder[i] & keep) | (difference[i] & ~keep);
        }

        Clear(difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> product)
    {
        product[..y.Length].Clear();
        for (int i = 0; i < x.Length; i++)
        {
            Span<ulong> row = product.Slice(i, y.Length);
            ulong factor = x[i], above = 0;
            for (int j = 0; j < row.Length; j++)
            {
                // a product and two more words are at most 2^128 - 1: what is above them never overflows
                ulong high = Math.BigMul(factor, y[j], out ulong low), carry = 0;
                ulong sum = Add(row[j], above, ref carry);
                above = high + carry;
                carry = 0;
                row[j] = Add(sum, low, ref carry);
                above += carry;
            }

            product[i + y.Length] = above;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Add(ulong x, ulong y, ref ulong carry)
    {
        ulong sum = x + y + carry;
        carry = ((x & y) | ((x | y) & ~sum)) >> 63;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Subtract(ulong x, ulong y, ref ulong borrow)
    {
        ulong difference = x - y - borrow;
        borrow = ((~x & y) | ((~x | y) & difference)) >> 63;
        return difference;
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
        }
    }

    private static void Clear(Span<ulong> words) =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
}
