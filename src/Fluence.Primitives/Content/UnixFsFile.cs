using System.Security.Cryptography;
using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Content;

/// <summary>
/// The content id of a file, as <c>ipfs add --cid-version 1 --raw-leaves</c> gives it: chunks of 262,144 bytes, each a raw block; a file of
/// one chunk has that block's id, others that of a UnixFS node in DAG-PB that links to the chunks.
/// </summary>
/// <remarks>One level of links, as the original has it: from 174 chunks on (45 MB) IPFS makes more levels, and other ids.</remarks>
public static class UnixFsFile
{
    private const int ChunkSize = 262_144;

    // protobuf keys: PBNode.Links = 2, PBLink.{Hash = 1, Name = 2, Tsize = 3}, PBNode.Data = 1;
    // of UnixFS: Data.{Type = 1, filesize = 3, blocksizes = 4}
    private const byte NodeLinks = 0x12, NodeData = 0x0a, LinkHash = 0x0a, LinkName = 0x12, LinkSize = 0x18;
    private const byte FileType = 0x08, FileSize = 0x18, BlockSizes = 0x20, TypeFile = 2;

    /// <summary>The id of a file with these contents. The file may be empty.</summary>
    public static Cid CidOf(ReadOnlySpan<byte> content)
    {
        List<(Cid Cid, int Size)> chunks = [];
        for (int start = 0; start < content.Length; start += ChunkSize)
        {
            ReadOnlySpan<byte> chunk = content[start..Math.Min(content.Length, start + ChunkSize)];
            chunks.Add((Sha256Cid(Multicodec.Raw, chunk), chunk.Length));
        }

        return chunks.Count == 1 ? chunks[0].Cid : Sha256Cid(Multicodec.DagPb, Node(chunks, content.Length));
    }

    private static byte[] Node(List<(Cid Cid, int Size)> chunks, int length)
    {
        using MemoryStream node = new(), data = new();
        WriteNumber(data, FileType, TypeFile);
        WriteNumber(data, FileSize, (ulong)length);
        foreach ((Cid cid, int size) in chunks)
        {
            using MemoryStream link = new();
            WriteBytes(link, LinkHash, cid.ToBytes());
            WriteBytes(link, LinkName, []);
            WriteNumber(link, LinkSize, (ulong)size);
            WriteBytes(node, NodeLinks, link.ToArray());
            WriteNumber(data, BlockSizes, (ulong)size);
        }

        WriteBytes(node, NodeData, data.ToArray());
        return node.ToArray();
    }

    private static void WriteBytes(MemoryStream stream, byte key, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(stream, key, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(MemoryStream stream, byte key, ulong value)
    {
        Span<byte> buffer = stackalloc byte[Varint.MaxLength];
        stream.WriteByte(key);
        stream.Write(buffer[..Varint.Write(buffer, value)]);
    }

    private static Cid Sha256Cid(ulong codec, ReadOnlySpan<byte> block) =>
        new(codec, new Multihash(Multicodec.Sha256, SHA256.HashData(block)));
}
