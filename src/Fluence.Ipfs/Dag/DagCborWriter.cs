using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fluence.Ipfs.Dag;

/// <summary>Writes DAG-CBOR: the one form that each value has, with keys sorted by their length, then by their bytes.</summary>
internal static class DagCborWriter
{
    public static byte[] Encode(IpldValue value)
    {
        ArrayBufferWriter<byte> writer = new();
        Write(writer, value);
        return writer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> writer, IpldValue value)
    {
        switch (value)
        {
            case IpldNull:
                WriteHead(writer, 7, 22);
                break;
            case IpldBool { Value: var truth }:
                WriteHead(writer, 7, truth ? 21u : 20u);
                break;
            case IpldInteger { Value: var number }:
                WriteHead(writer, number < 0 ? 1 : 0, number < 0 ? (ulong)(-1 - number) : (ulong)number);
                break;
            case IpldFloat { Value: var number }:
                Span<byte> form = writer.GetSpan(9);
                form[0] = 0xfb;
                BinaryPrimitives.WriteDoubleBigEndian(form[1..], number);
                writer.Advance(9);
                break;
            case IpldText { Value: var text }:
                WriteSized(writer, 3, Encoding.UTF8.GetBytes(text));
                break;
            case IpldBytes { Value: var bytes }:
                WriteSized(writer, 2, bytes.Span);
                break;
            case IpldList { Items: var items }:
                WriteHead(writer, 4, (ulong)items.Length);
                foreach (IpldValue item in items)
                {
                    Write(writer, item);
                }

                break;
            case IpldMap { Members: var members }:
                WriteHead(writer, 5, (ulong)members.Count);
                foreach ((byte[] key, IpldValue member) in members.Select(member => (Encoding.UTF8.GetBytes(member.Key), member.Value))
                    .OrderBy(member => member.Item1, KeyOrder.Instance))
                {
                    WriteSized(writer, 3, key);
                    Write(writer, member);
                }

                break;
            case IpldLink { Cid: var cid }:
                WriteHead(writer, 6, 42);
                WriteSized(writer, 2, [0, .. cid.ToBytes()]);
                break;
        }
    }

    private static void WriteSized(ArrayBufferWriter<byte> writer, int kind, ReadOnlySpan<byte> bytes)
    {
        WriteHead(writer, kind, (ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteHead(ArrayBufferWriter<byte> writer, int kind, ulong number)
    {
        Span<byte> head = writer.GetSpan(9);
        int length = number switch { < 24 => 0, < 1 << 8 => 1, < 1 << 16 => 2, < 1ul << 32 => 4, _ => 8 };
        head[0] = (byte)((kind << 5) | (length switch { 0 => (int)number, 1 => 24, 2 => 25, 4 => 26, _ => 27 }));
        for (int i = 0; i < length; i++)
        {
            head[1 + i] = (byte)(number >> (8 * (length - 1 - i)));
        }

        writer.Advance(1 + length);
    }

    private sealed class KeyOrder : IComparer<byte[]>
    {
        public static KeyOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) =>
            x!.Length != y!.Length ? x.Length.CompareTo(y.Length) : x.AsSpan().SequenceCompareTo(y);
    }
}
