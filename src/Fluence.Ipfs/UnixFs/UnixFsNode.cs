using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>Reads nodes of UnixFS.</summary>
internal static class UnixFsNode
{
    /// <exception cref="IpfsFormatException">The block is no node of UnixFS.</exception>
    public static (DagPbNode Node, UnixFsData Data) Read(Block block)
    {
        if (block.Cid.Codec != Multicodec.DagPb)
        {
            throw new IpfsFormatException($"{block.Cid} is no file or directory: it is of the codec 0x{block.Cid.Codec:x}");
        }

        DagPbNode node = DagNodes.ReadPb(block);
        return node.Data is { } data && UnixFsData.TryDecode(data.Span, out UnixFsData? unixFs)
            ? (node, unixFs) : throw new IpfsFormatException($"{block.Cid} is no file or directory");
    }
}
