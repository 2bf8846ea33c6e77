using System.Buffers.Binary;

namespace Fluence.Crypto.Curve25519;

/// <summary>Scalars as sums of signed digits times powers of two.</summary>
internal static class ScalarDigits
{
    /// <summary>How many positions a public scalar below L may have, with room for the last carry.</summary>
    internal const int Positions = 256;

    /// <summary>
    /// The 64 digits from -8 to 8 of a scalar below 2^255 in base 16, the lowest first. Constant time: neither branches nor indices depend
    /// on the scalar.
    /// </summary>
    internal static void ToSignedBase16(ReadOnlySpan<byte> scalar, Span<sbyte> digits)
    {
        int carry = 0;
        for (int i = 0; i < 64; i++)
        {
            int digit = ((scalar[i / 2] >> (4 * (i & 1))) & 15) + carry;
            carry = i < 63 ? (digit + 8) >> 4 : 0;
            digits[i] = (sbyte)(digit - (carry << 4));
        }
    }

    /// <summary>
    /// The non-zero digits of a public scalar below L in non-adjacent form: odd, below 2^(width - 1) in size, at least
    /// <paramref name="width"/> positions apart. Variable time. They are returned as the number of digits, the highest position last.
    /// </summary>
    internal static int ToNonAdjacentForm(ReadOnlySpan<byte> scalar, int width, Span<SignedDigit> digits)
    {
        Span<ulong> words = stackalloc ulong[5];
        for (int i = 0; i < 4; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(scalar[(8 * i)..]);
        }

        words[4] = 0;
        ulong mask = (1UL << width) - 1, carry = 0;
        int count = 0, position = 0;
        while (position < Positions)
        {
            int word = position >> 6, bit = position & 63;

            // shifting by 63 - bit and then by 1 gives nothing of the next word when bit is 0
            ulong window = carry + (((words[word] >> bit) | (words[word + 1] << 1 << (63 - bit))) & mask);
            if ((window & 1) == 0)
            {
                position++;
                continue;
            }

            carry = window >> (width - 1);
            digits[count++] = new SignedDigit((byte)position, (sbyte)((int)window - (int)(carry << width)));
            position += width;
        }

        return count;
    }

    /// <summary>A digit and the power of two that it counts.</summary>
    internal readonly record struct SignedDigit(byte Position, sbyte Value);
}
