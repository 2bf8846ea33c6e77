using System.Collections.Immutable;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>A block as a file or a part of one: its own bytes come first, then those of its parts.</summary>
/// <param name="Data">Its own bytes.</param>
/// <param name="Parts">Its parts and their lengths.</param>
/// <param name="Size">Its length.</param>
internal sealed record FileNode(ReadOnlyMemory<byte> Data, ImmutableArray<(Cid Cid, ulong Size)> Parts, ulong Size)
{
    /// <exception cref="IpfsFormatException">The block is no file.</exception>
    public static FileNode Of(Block block)
    {
        if (block.Cid.Codec == Multicodec.Raw)
        {
            return new FileNode(block.Data, [], (ulong)block.Data.Length);
        }

        (DagPbNode node, UnixFsData data) = UnixFsNode.Read(block);
        if (data.Type is UnixFsType.Directory or UnixFsType.HamtShard)
        {
            throw new IpfsFormatException("this dag node is a directory");
        }

        if (data.Type is not (UnixFsType.File or UnixFsType.Raw) || data.BlockSizes.Length != node.Links.Length)
        {
            throw new IpfsFormatException($"{block.Cid} is no file");
        }

        ReadOnlyMemory<byte> own = data.Data ?? default;
        ulong size = (ulong)own.Length;
        foreach (ulong part in data.BlockSizes)
        {
            size = part <= long.MaxValue && size <= long.MaxValue
                ? size + part : throw new IpfsFormatException($"{block.Cid} is longer than any file");
        }

        return data.FileSize is { } told && told != size
            ? throw new IpfsFormatException($"{block.Cid} is said to have {told} bytes, its parts have {size}")
            : new FileNode(own, [.. node.Links.Zip(data.BlockSizes, (link, part) => (link.Cid, part))], size);
    }
}
