using System.Buffers.Binary;
using System.Text;

namespace Fluence.Wasm.Wasi;

/// <summary>
/// The memory of the guest as WASI functions use it: pointers and lengths are unsigned, numbers little-endian, text UTF-8. What does not
/// lie within the memory is the error <see cref="WasiErrno.Fault"/>.
/// </summary>
internal readonly struct GuestMemory(WasmMemory memory)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Span<byte> Bytes(uint start, uint length) => start + (ulong)length <= (ulong)memory.ByteLength && length <= int.MaxValue
        ? memory.Span(start, (int)length)
        : throw new WasiException(WasiErrno.Fault);

    public uint ReadUInt32(uint at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(at, sizeof(uint)));

    public ulong ReadUInt64(uint at) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(at, sizeof(ulong)));

    public ushort ReadUInt16(uint at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(at, sizeof(ushort)));

    public byte ReadByte(uint at) => Bytes(at, 1)[0];

    public void WriteByte(uint at, byte value) => Bytes(at, 1)[0] = value;

    public void WriteUInt16(uint at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Bytes(at, sizeof(ushort)), value);

    public void WriteUInt32(uint at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Bytes(at, sizeof(uint)), value);

    public void WriteUInt64(uint at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Bytes(at, sizeof(ulong)), value);

    /// <summary>Text that the guest gave.</summary>
    public string ReadText(uint start, uint length)
    {
        if (length > WasiLimits.PathLength)
        {
            throw new WasiException(WasiErrno.NameTooLong);
        }

        try
        {
            return Strict.GetString(Bytes(start, length));
        }
        catch (DecoderFallbackException)
        {
            throw new WasiException(WasiErrno.IllegalSequence);
        }
    }

    /// <summary>The parts of a scattered read or write (<c>$iovec</c>): pointer and length, 8 bytes each.</summary>
    public (uint Start, uint Length)[] ReadVectors(uint start, uint count)
    {
        if (count > WasiLimits.Vectors)
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        (uint, uint)[] vectors = new (uint, uint)[count];
        for (uint i = 0; i < count; i++)
        {
            vectors[i] = (ReadUInt32(start + (i * 8)), ReadUInt32(start + (i * 8) + 4));
        }

        return vectors;
    }
}

/// <summary>Bounds of what a guest may ask for at once.</summary>
internal static class WasiLimits
{
    /// <summary>The longest path, in bytes.</summary>
    public const uint PathLength = 4096;

    /// <summary>The most parts of a scattered read or write.</summary>
    public const uint Vectors = 1024;

    /// <summary>The most events that a guest waits for at once.</summary>
    public const uint Subscriptions = 1024;

    /// <summary>The most symbolic links within one path.</summary>
    public const int Links = 40;
}
