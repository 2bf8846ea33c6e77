using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fluence.Ethereum;

/// <summary>32 bytes: a hash, an id, a topic. As text <c>0x</c> and 64 digits in lower case.</summary>
public readonly record struct Bytes32 : IComparable<Bytes32>
{
    /// <summary>The length, in bytes.</summary>
    public const int Length = 32;

    private readonly Buffer _bytes;

    private Bytes32(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes);

    /// <summary>32 zeros.</summary>
    public static Bytes32 Zero => default;

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static Bytes32 FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Bytes32(bytes)
        : throw new ArgumentException($"expected {Length} bytes, got {bytes.Length}", nameof(bytes));

    /// <summary>A number as 32 bytes, big-endian.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or does not fit.</exception>
    public static Bytes32 FromNumber(BigInteger number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Length, nameof(number));
        Span<byte> padded = stackalloc byte[Length];
        padded.Clear();
        bytes.CopyTo(padded[(Length - bytes.Length)..]);
        return new Bytes32(padded);
    }

    /// <summary>The bytes as a number, big-endian.</summary>
    public BigInteger ToNumber() => new(Span, isUnsigned: true, isBigEndian: true);

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    public static bool TryParse(string? text, out Bytes32 value)
    {
        bool isRight = Hex.TryParse(text, out byte[]? bytes) && bytes.Length == Length;
        value = isRight ? new Bytes32(bytes) : default;
        return isRight;
    }

    /// <summary>Reads 64 hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Bytes32 Parse(string text) => TryParse(text, out Bytes32 value)
        ? value
        : throw new FormatException($"'{Hex.Shorten(text)}' is not 32 bytes: expected 0x and 64 hexadecimal digits");

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(BitConverter.ToInt64(Span), BitConverter.ToInt64(Span[24..]));

    /// <summary>The order of the bytes, which is that of the numbers.</summary>
    public int CompareTo(Bytes32 other) => Span.SequenceCompareTo(other.Span);

    /// <inheritdoc/>
    public override string ToString() => Hex.Of(Span);

    /// <summary>Whether <paramref name="left"/> is the smaller number.</summary>
    public static bool operator <(Bytes32 left, Bytes32 right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is not the greater number.</summary>
    public static bool operator <=(Bytes32 left, Bytes32 right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is the greater number.</summary>
    public static bool operator >(Bytes32 left, Bytes32 right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not the smaller number.</summary>
    public static bool operator >=(Bytes32 left, Bytes32 right) => left.CompareTo(right) >= 0;

    [InlineArray(Length)]
    private struct Buffer
    {
        private byte _first;
    }
}
