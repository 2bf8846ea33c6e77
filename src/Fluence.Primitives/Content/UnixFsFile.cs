using System.Collections.Immutable;

namespace Fluence.Primitives.Content;

/// <summary>
/// The content id of a file, as <c>ipfs add --cid-version 1 --raw-leaves</c> gives it: chunks of 262,144 bytes, each a raw block; a file of
/// one chunk has that block's id, others that of a UnixFS node in DAG-PB that links to the chunks.
/// </summary>
/// <remarks>One level of links, as the original has it: from 174 chunks on (45 MB) IPFS makes more levels, and other ids.</remarks>
public static class UnixFsFile
{
    /// <summary>The size of a chunk, in bytes.</summary>
    public const int ChunkSize = 262_144;

    /// <summary>The id of a file with these contents. The file may be empty.</summary>
    public static Cid CidOf(ReadOnlySpan<byte> content)
    {
        List<DagPbLink> chunks = [];
        for (int start = 0; start < content.Length; start += ChunkSize)
        {
            ReadOnlySpan<byte> chunk = content[start..Math.Min(content.Length, start + ChunkSize)];
            chunks.Add(new DagPbLink(new Cid(Multicodec.Raw, Multihash.Sha256Of(chunk)), "", (ulong)chunk.Length));
        }

        return chunks.Count == 1 ? chunks[0].Cid
            : new Cid(Multicodec.DagPb, Multihash.Sha256Of(Node([.. chunks.Select(chunk => (chunk, chunk.Size))]).Encode()));
    }

    /// <summary>The node of a file, or of a part of one.</summary>
    /// <param name="parts">Links to its parts, and how many bytes of the file each holds.</param>
    public static DagPbNode Node(IReadOnlyList<(DagPbLink Link, ulong FileSize)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ImmutableArray<ulong> sizes = [.. parts.Select(part => part.FileSize)];
        UnixFsData data = new(UnixFsType.File)
        {
            FileSize = sizes.Aggregate(0ul, (sum, size) => sum + size),
            BlockSizes = sizes,
        };
        return new DagPbNode([.. parts.Select(part => part.Link)], data.Encode());
    }
}
