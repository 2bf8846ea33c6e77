using System.Buffers;

namespace Fluence.Primitives.Encoding;

/// <summary>
/// Unsigned LEB128 as multiformats define it: seven bits a byte, least significant group first, at most ten bytes
/// (nine in multiformats proper; ten so that every 64-bit value has a form). Over-long forms are refused.
/// </summary>
public static class Varint
{
    /// <summary>The longest encoding of a 64-bit value, in bytes.</summary>
    public const int MaxLength = 10;

    /// <summary>The number of bytes that <paramref name="value"/> takes.</summary>
    public static int Length(ulong value)
    {
        int length = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            length++;
        }

        return length;
    }

    /// <summary>
    /// Writes <paramref name="value"/> and returns the number of bytes written; <paramref name="destination"/> must have room.
    /// </summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Appends <paramref name="value"/> to <paramref name="writer"/>.</summary>
    public static void Write(IBufferWriter<byte> writer, ulong value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Advance(Write(writer.GetSpan(MaxLength), value));
    }

    /// <summary>Reads one value from the start of <paramref name="source"/>.</summary>
    /// <param name="source">Bytes that begin with a varint.</param>
    /// <param name="value">The value, when the status is <see cref="VarintStatus.Done"/>.</param>
    /// <param name="length">The number of bytes read, when the status is <see cref="VarintStatus.Done"/>.</param>
    public static VarintStatus TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        length = 0;
        for (int i = 0; i < source.Length && i < MaxLength; i++)
        {
            byte current = source[i];
            if (i == MaxLength - 1 && current > 1)
            {
                return VarintStatus.Malformed;
            }

            value |= (ulong)(current & 0x7f) << (7 * i);
            if (current < 0x80)
            {
                length = i + 1;
                return current == 0 && i > 0 ? VarintStatus.Malformed : VarintStatus.Done;
            }
        }

        return source.Length >= MaxLength ? VarintStatus.Malformed : VarintStatus.NeedsMore;
    }
}

/// <summary>What reading a varint ended with.</summary>
public enum VarintStatus
{
    /// <summary>A value was read.</summary>
    Done,

    /// <summary>The bytes end inside the varint.</summary>
    NeedsMore,

    /// <summary>The varint is over-long or does not fit 64 bits.</summary>
    Malformed,
}
