using System.Buffers;
using Fluence.Primitives.Encoding;

namespace Fluence.Libp2p.Protobuf;

/// <summary>Writes length-delimited protobuf fields.</summary>
internal static class ProtobufWriter
{
    public static void Write(IBufferWriter<byte> writer, int field, ReadOnlySpan<byte> value)
    {
        Varint.Write(writer, ((ulong)field << 3) | 2);
        Varint.Write(writer, (ulong)value.Length);
        writer.Write(value);
    }

    public static void Write(IBufferWriter<byte> writer, int field, string value) =>
        Write(writer, field, System.Text.Encoding.UTF8.GetBytes(value));
}
