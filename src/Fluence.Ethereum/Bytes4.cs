using System.Buffers.Binary;

namespace Fluence.Ethereum;

/// <summary>4 bytes: the selector of a function or error, the prefix of a content id. As text <c>0x</c> and 8 digits.</summary>
/// <param name="Value">The bytes as a number, big-endian.</param>
public readonly record struct Bytes4(uint Value)
{
    /// <summary>The length, in bytes.</summary>
    public const int Length = 4;

    /// <summary>Takes 4 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static Bytes4 FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Bytes4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : throw new ArgumentException($"expected {Length} bytes, got {bytes.Length}", nameof(bytes));

    /// <summary>The bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => $"0x{Value:x8}";
}
