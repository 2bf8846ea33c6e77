using System.Buffers;
using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Protobuf;

/// <summary>Writes protobuf fields: varints and length-delimited ones.</summary>
public static class ProtobufWriter
{
    /// <summary>Appends a field of bytes.</summary>
    public static void Write(IBufferWriter<byte> writer, int field, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Varint.Write(writer, ((ulong)field << 3) | 2);
        Varint.Write(writer, (ulong)value.Length);
        writer.Write(value);
    }

    /// <summary>Appends a varint field.</summary>
    public static void Write(IBufferWriter<byte> writer, int field, ulong value)
    {
        Varint.Write(writer, (ulong)field << 3);
        Varint.Write(writer, value);
    }

    /// <summary>Appends a field of text.</summary>
    public static void Write(IBufferWriter<byte> writer, int field, string value) =>
        Write(writer, field, System.Text.Encoding.UTF8.GetBytes(value));
}
