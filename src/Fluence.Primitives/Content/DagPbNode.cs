using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Protobuf;

namespace Fluence.Primitives.Content;

/// <summary>A link of a DAG-PB node.</summary>
/// <param name="Cid">Where it leads.</param>
/// <param name="Name">Its name; empty within files.</param>
/// <param name="Size">The bytes of all blocks that it leads to together, as whoever made the node says.</param>
public readonly record struct DagPbLink(Cid Cid, string Name, ulong Size);

/// <summary>
/// A node of DAG-PB, the codec of UnixFS (ipld specs, dag-pb): protobuf with <c>Links = 2 {Hash = 1, Name = 2, Tsize = 3}</c>, which come
/// first, and <c>Data = 1</c>.
/// </summary>
/// <param name="Links">The links in order.</param>
/// <param name="Data">What the node holds itself; null when it holds nothing, which is not the same as holding no bytes.</param>
public sealed record DagPbNode(ImmutableArray<DagPbLink> Links, ReadOnlyMemory<byte>? Data)
{
    /// <summary>The block.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> node = new(), inner = new();
        foreach (DagPbLink link in Links)
        {
            inner.ResetWrittenCount();
            ProtobufWriter.Write(inner, 1, link.Cid.ToBytes());
            ProtobufWriter.Write(inner, 2, link.Name);
            ProtobufWriter.Write(inner, 3, link.Size);
            ProtobufWriter.Write(node, 2, inner.WrittenSpan);
        }

        if (Data is { } data)
        {
            ProtobufWriter.Write(node, 1, data.Span);
        }

        return node.WrittenSpan.ToArray();
    }

    /// <summary>Reads a block. Links may also follow the data, as old writers had it; nothing may be there twice or be unknown.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> block, [NotNullWhen(true)] out DagPbNode? node)
    {
        node = null;
        ImmutableArray<DagPbLink>.Builder links = ImmutableArray.CreateBuilder<DagPbLink>();
        ReadOnlyMemory<byte>? data = null;
        bool linksAreDone = false;
        ProtobufReader reader = new(block);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1 when reader.IsBytes && data is null:
                    data = reader.Bytes.ToArray();
                    linksAreDone = links.Count > 0;
                    break;
                case 2 when reader.IsBytes && !linksAreDone && TryDecodeLink(reader.Bytes, out DagPbLink link):
                    links.Add(link);
                    break;
                default:
                    return false;
            }
        }

        if (reader.IsMalformed)
        {
            return false;
        }

        node = new DagPbNode(links.DrainToImmutable(), data);
        return true;
    }

    private static bool TryDecodeLink(ReadOnlySpan<byte> bytes, out DagPbLink link)
    {
        link = default;
        Cid? cid = null;
        string name = "";
        ulong size = 0;
        int last = 0;
        ProtobufReader reader = new(bytes);
        while (reader.Read())
        {
            if (reader.Field <= last)
            {
                return false;
            }

            last = reader.Field;
            switch (reader.Field)
            {
                case 1 when reader.IsBytes && Cid.TryParseAny(reader.Bytes.ToArray(), out Cid read):
                    cid = read;
                    break;
                case 2 when reader.IsBytes:
                    name = System.Text.Encoding.UTF8.GetString(reader.Bytes);
                    break;
                case 3 when reader.IsNumber:
                    size = reader.Number;
                    break;
                default:
                    return false;
            }
        }

        if (reader.IsMalformed || cid is not { } target)
        {
            return false;
        }

        link = new DagPbLink(target, name, size);
        return true;
    }
}
