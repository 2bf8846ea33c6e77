using System.Collections.Immutable;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;

namespace Fluence.Ipfs.Car;

/// <summary>Writes archives that <see cref="CarReader"/> reads.</summary>
public static class CarWriter
{
    /// <summary>Writes the whole DAG below a root: depth first, each block once, so that a DAG gives the same bytes always.</summary>
    /// <exception cref="IpfsException">A block is not to be had.</exception>
    public static async Task WriteAsync(Stream stream, IBlockSource source, Cid root, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        IpldList roots = new(ImmutableArray.Create<IpldValue>(new IpldLink(root)));
        IpldMap header = DagNodes.Map(("roots", roots), ("version", new IpldInteger(1)));
        await WriteSectionAsync(stream, DagCborWriter.Encode(header), default, cancellation);
        await foreach (Block block in DagWalker.WalkAsync(source, root, cancellation))
        {
            await WriteSectionAsync(stream, block.Cid.ToBytes(), block.Data, cancellation);
        }
    }

    private static async Task WriteSectionAsync(Stream stream, byte[] first, ReadOnlyMemory<byte> second, CancellationToken cancellation)
    {
        byte[] length = new byte[Varint.MaxLength];
        await stream.WriteAsync(length.AsMemory(0, Varint.Write(length, (ulong)(first.Length + second.Length))), cancellation);
        await stream.WriteAsync(first, cancellation);
        await stream.WriteAsync(second, cancellation);
    }
}
