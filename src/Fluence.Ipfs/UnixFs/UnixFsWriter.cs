using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>A file or directory that was added.</summary>
/// <param name="Cid">Its id.</param>
/// <param name="FileSize">The length of a file, in bytes; 0 for a directory.</param>
/// <param name="TotalSize">The bytes of all its blocks together, those that are there twice counted twice.</param>
public readonly record struct AddedNode(Cid Cid, long FileSize, ulong TotalSize);

/// <summary>
/// Makes blocks of files as kubo does: chunks of one size, and above them nodes with up to 174 links in as many levels as it takes.
/// </summary>
/// <param name="options">How.</param>
/// <param name="put">Takes the blocks.</param>
public sealed class UnixFsWriter(AddOptions options, Action<Block> put)
{
    private const int MaxLinks = 174;

    /// <summary>Adds a file. It is read as it comes and never held as a whole.</summary>
    /// <param name="content">The file.</param>
    /// <param name="maxSize">The longest file that is taken, in bytes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IpfsLimitException">The file is longer.</exception>
    public async Task<AddedNode> AddFileAsync(Stream content, long maxSize, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        List<List<Part>> levels = [[]];
        byte[] buffer = new byte[options.ChunkSize];
        ulong size = 0;
        while (true)
        {
            int length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            size += (ulong)length;
            if (size > (ulong)maxSize)
            {
                throw new IpfsLimitException($"the file is longer than {maxSize} bytes, the most that is taken here");
            }

            if (length > 0 || size == 0)
            {
                Push(levels, 0, MakeLeaf(buffer.AsMemory(0, length).ToArray()));
            }

            if (length < buffer.Length)
            {
                Part root = Finish(levels);
                return new AddedNode(root.Link.Cid, (long)root.FileSize, root.Link.Size);
            }
        }
    }

    /// <summary>Puts a node of DAG-PB under an id of the chosen version.</summary>
    internal DagPbLink Put(DagPbNode node, string name = "")
    {
        byte[] data = node.Encode();
        Block block = options.CidVersion == 0 ? Block.OfV0(data) : Block.Of(Multicodec.DagPb, data);
        put(block);
        return new DagPbLink(block.Cid, name, node.Links.Aggregate((ulong)data.Length, (sum, link) => sum + link.Size));
    }

    private void Push(List<List<Part>> levels, int level, Part part)
    {
        if (level == levels.Count)
        {
            levels.Add([]);
        }

        // a full node is made only when there is more: alone it would be the root, and not have another above it
        if (levels[level].Count == MaxLinks)
        {
            Push(levels, level + 1, MakeNode(levels[level]));
            levels[level].Clear();
        }

        levels[level].Add(part);
    }

    private Part Finish(List<List<Part>> levels)
    {
        for (int level = 0; ; level++)
        {
            if (level == levels.Count - 1 && levels[level].Count == 1)
            {
                return levels[level][0];
            }

            Push(levels, level + 1, MakeNode(levels[level]));
        }
    }

    private Part MakeLeaf(ReadOnlyMemory<byte> chunk)
    {
        if (options.HasRawLeaves)
        {
            Block block = Block.Of(Multicodec.Raw, chunk);
            put(block);
            return new Part(new DagPbLink(block.Cid, "", (ulong)chunk.Length), (ulong)chunk.Length);
        }

        UnixFsData data = new(UnixFsType.File)
        {
            Data = chunk.IsEmpty ? (ReadOnlyMemory<byte>?)null : chunk, FileSize = (ulong)chunk.Length,
        };
        return new Part(Put(new DagPbNode([], data.Encode())), (ulong)chunk.Length);
    }

    private Part MakeNode(List<Part> parts) => new(
        Put(UnixFsFile.Node([.. parts.Select(part => (part.Link, part.FileSize))])),
        parts.Aggregate(0ul, (sum, part) => sum + part.FileSize));

    private readonly record struct Part(DagPbLink Link, ulong FileSize);
}
