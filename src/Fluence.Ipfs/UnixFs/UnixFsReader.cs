using System.Runtime.CompilerServices;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>
/// Reads files and directories. Nothing that a node says is believed: lengths are compared with what comes, and depth is bounded, so that a
/// few blocks that link to each other many times cannot make a reader work for longer than the length that they claim.
/// </summary>
public sealed class UnixFsReader(IBlockSource source)
{
    /// <summary>What is at an id.</summary>
    /// <exception cref="IpfsException">It is not of UnixFS, or is not to be had.</exception>
    public async Task<UnixFsStat> StatAsync(Cid cid, CancellationToken cancellation)
    {
        Block block = await source.GetAsync(cid, cancellation);
        if (cid.Codec == Multicodec.Raw)
        {
            return new UnixFsStat(cid, UnixFsType.File, block.Data.Length, (ulong)block.Data.Length, 0);
        }

        (DagPbNode node, UnixFsData data) = UnixFsNode.Read(block);
        ulong total = node.Links.Aggregate((ulong)block.Data.Length, (sum, link) => unchecked(sum + link.Size));
        return data.Type switch
        {
            UnixFsType.Directory or UnixFsType.HamtShard => new UnixFsStat(cid, UnixFsType.Directory, 0, total, node.Links.Length),
            UnixFsType.Symlink => new UnixFsStat(cid, UnixFsType.Symlink, 0, total, node.Links.Length),
            _ => new UnixFsStat(cid, UnixFsType.File, (long)FileNode.Of(block).Size, total, node.Links.Length),
        };
    }

    /// <summary>The bytes of a file in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where to begin; past its end there is nothing.</param>
    /// <param name="length">How many bytes at most; null for all.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IpfsException">It is no file, contradicts itself, or is not to be had.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Cid file, long offset, long? length, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ulong skip = (ulong)Math.Max(0, offset), left = (ulong)Math.Max(0, length ?? long.MaxValue);
        Stack<(Cid Cid, ulong? Size, int Depth)> ahead = new([(file, null, 0)]);
        while (left > 0 && ahead.TryPop(out (Cid Cid, ulong? Size, int Depth) part))
        {
            if (part.Size is { } known && known <= skip)
            {
                skip -= known;
                continue;
            }

            FileNode node = FileNode.Of(await source.GetAsync(part.Cid, cancellation));
            if (part.Size is { } told && told != node.Size)
            {
                throw new IpfsFormatException($"{part.Cid} is said to have {told} bytes, it has {node.Size}");
            }

            if (part.Depth > Limits.DagDepth)
            {
                throw new IpfsLimitException($"{file} has more than {Limits.DagDepth} levels");
            }

            foreach ((Cid cid, ulong size) in node.Parts.Reverse().Where(child => child.Size > 0))
            {
                ahead.Push((cid, size, part.Depth + 1));
            }

            int start = (int)Math.Min(skip, (ulong)node.Data.Length);
            skip -= (ulong)start;
            ReadOnlyMemory<byte> data = node.Data[start..];
            data = data[..(int)Math.Min(left, (ulong)data.Length)];
            left -= (ulong)data.Length;
            if (!data.IsEmpty)
            {
                yield return data;
            }
        }
    }

    /// <summary>All bytes of a file.</summary>
    /// <exception cref="IpfsLimitException">There are more than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="IpfsException">It is no file, contradicts itself, or is not to be had.</exception>
    public async Task<byte[]> ReadAllAsync(Cid file, long maxBytes, CancellationToken cancellation)
    {
        UnixFsStat stat = await StatAsync(file, cancellation);
        if (stat.Size > Math.Min(maxBytes, Array.MaxLength))
        {
            throw new IpfsLimitException($"{file} has {stat.Size} bytes, at most {maxBytes} are taken here");
        }

        using MemoryStream content = new();
        await foreach (ReadOnlyMemory<byte> part in ReadAsync(file, 0, null, cancellation))
        {
            content.Write(part.Span);
        }

        return content.ToArray();
    }

    /// <summary>The entries of a directory: by name, or of one that is spread over many nodes in the order of their hashes.</summary>
    /// <exception cref="IpfsException">It is no directory, contradicts itself, or is not to be had.</exception>
    public async IAsyncEnumerable<UnixFsEntry> ListAsync(Cid directory, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Stack<(Cid Cid, int Depth)> ahead = new([(directory, 0)]);
        HashSet<Cid> seen = [];
        while (ahead.TryPop(out (Cid Cid, int Depth) shard))
        {
            // names in different shards have different hashes, so no shard is there twice
            if (!seen.Add(shard.Cid))
            {
                throw new IpfsFormatException($"the directory {directory} has the part {shard.Cid} twice");
            }

            (DagPbNode node, UnixFsData data) = UnixFsNode.Read(await source.GetAsync(shard.Cid, cancellation));
            if (data.Type is not (UnixFsType.Directory or UnixFsType.HamtShard) || (shard.Depth > 0 && data.Type != UnixFsType.HamtShard))
            {
                throw new IpfsFormatException($"{shard.Cid} is no directory");
            }

            if (seen.Count > Limits.DagBlocks || shard.Depth > HamtShard.MaxDepth)
            {
                throw new IpfsLimitException($"the directory {directory} has too many nodes or levels");
            }

            int prefix = data.Type == UnixFsType.HamtShard ? HamtShard.PrefixLength(data, shard.Cid) : 0;
            foreach (DagPbLink link in node.Links.Reverse().Where(link => prefix > 0 && link.Name.Length == prefix))
            {
                ahead.Push((link.Cid, shard.Depth + 1));
            }

            foreach (DagPbLink link in node.Links.Where(link => prefix == 0 || link.Name.Length > prefix))
            {
                yield return new UnixFsEntry(link.Name[prefix..], link.Cid, link.Size);
            }
        }
    }

    /// <summary>Follows names from a directory on.</summary>
    /// <param name="path">The root and the names.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IpfsException">A name is missing, a node no directory, or not to be had.</exception>
    public async Task<Cid> ResolveAsync(IpfsPath path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        Cid reached = path.Root;
        foreach (string name in path.Names)
        {
            reached = await FindAsync(reached, name, cancellation)
                ?? throw new IpfsException($"no link named \"{name}\" under {reached}");
        }

        return reached;
    }

    private async Task<Cid?> FindAsync(Cid directory, string name, CancellationToken cancellation)
    {
        ulong hash = HamtShard.HashOf(name);
        Cid reached = directory;
        for (int depth = 0; depth <= HamtShard.MaxDepth; depth++)
        {
            (DagPbNode node, UnixFsData data) = UnixFsNode.Read(await source.GetAsync(reached, cancellation));
            string wanted = name, deeper = "";
            if (data.Type == UnixFsType.HamtShard)
            {
                deeper = HamtShard.Prefix(data, hash, depth, reached);
                wanted = deeper + name;
            }
            else if (data.Type != UnixFsType.Directory)
            {
                return null;
            }

            DagPbLink[] found = [.. node.Links.Where(link => link.Name == wanted).Take(1)];
            if (found.Length > 0)
            {
                return found[0].Cid;
            }

            DagPbLink[] shards = deeper.Length == 0 ? [] : [.. node.Links.Where(link => link.Name == deeper).Take(1)];
            if (shards.Length == 0)
            {
                return null;
            }

            reached = shards[0].Cid;
        }

        return null;
    }
}
