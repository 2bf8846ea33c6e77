using System.Buffers;
using Fluence.Primitives.Encoding;

namespace Fluence.Libp2p.Protobuf;

/// <summary>Writes protobuf fields: varints and length-delimited ones.</summary>
internal static class ProtobufWriter
{
    public static void Write(IBufferWriter<byte> writer, int field, ReadOnlySpan<byte> value)
    {
        Varint.Write(writer, ((ulong)field << 3) | 2);
        Varint.Write(writer, (ulong)value.Length);
        writer.Write(value);
    }

    public static void Write(IBufferWriter<byte> writer, int field, ulong value)
    {
        Varint.Write(writer, (ulong)field << 3);
        Varint.Write(writer, value);
    }

    public static void Write(IBufferWriter<byte> writer, int field, string value) =>
        Write(writer, field, System.Text.Encoding.UTF8.GetBytes(value));
}
