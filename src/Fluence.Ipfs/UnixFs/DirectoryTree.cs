using System.Text;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>A directory that is being put together, with those in it.</summary>
public sealed class DirectoryTree
{
    /// <summary>The estimated size of a directory's node from which on kubo spreads it over many, in bytes.</summary>
    private const int ShardingThreshold = 256 * 1024;

    private readonly SortedDictionary<string, DirectoryTree> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddedNode> _files = new(StringComparer.Ordinal);

    /// <summary>The directories in this one by name.</summary>
    public IReadOnlyDictionary<string, DirectoryTree> Directories => _directories;

    /// <summary>Adds a file by its path from here; one of the same path is replaced.</summary>
    /// <exception cref="IpfsFormatException">The path is none, or leads through a file.</exception>
    public void AddFile(ReadOnlySpan<string> path, AddedNode file)
    {
        if (path.IsEmpty)
        {
            throw new IpfsFormatException("a file without a name cannot be in a directory");
        }

        DirectoryTree parent = AddDirectory(path[..^1]);
        parent._files[path[^1]] = parent._directories.ContainsKey(path[^1])
            ? throw new IpfsFormatException($"\"{path[^1]}\" is a file and a directory") : file;
    }

    /// <summary>Makes a directory, and those that it is in.</summary>
    /// <exception cref="IpfsFormatException">The path leads through a file.</exception>
    public DirectoryTree AddDirectory(ReadOnlySpan<string> path)
    {
        DirectoryTree reached = this;
        foreach (string name in path)
        {
            if (reached._files.ContainsKey(name))
            {
                throw new IpfsFormatException($"\"{name}\" is a file and a directory");
            }

            if (!reached._directories.TryGetValue(name, out DirectoryTree? next))
            {
                reached._directories[name] = next = new DirectoryTree();
            }

            reached = next;
        }

        return reached;
    }

    /// <summary>Makes the blocks of this directory and all in it.</summary>
    /// <param name="writer">Makes them.</param>
    /// <param name="path">The path of this directory, for <paramref name="made"/>.</param>
    /// <param name="made">Told of every directory, those within before those that they are in.</param>
    public AddedNode Write(UnixFsWriter writer, string path, Action<string, AddedNode> made)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(made);
        List<DagPbLink> links = [.. _files.Select(file => new DagPbLink(file.Value.Cid, file.Key, file.Value.TotalSize))];
        foreach ((string name, DirectoryTree directory) in _directories)
        {
            AddedNode inner = directory.Write(writer, path.Length == 0 ? name : $"{path}/{name}", made);
            links.Add(new DagPbLink(inner.Cid, name, inner.TotalSize));
        }

        int size = links.Sum(link => Encoding.UTF8.GetByteCount(link.Name) + link.Cid.ToBytes().Length);
        DagPbLink root = size > ShardingThreshold ? HamtWriter.Write(writer, links) : writer.Put(new DagPbNode(
            [.. links.OrderBy(link => Encoding.UTF8.GetBytes(link.Name), NameOrder.Instance)],
            new UnixFsData(UnixFsType.Directory).Encode()));
        AddedNode added = new(root.Cid, 0, root.Size);
        made(path, added);
        return added;
    }

    private sealed class NameOrder : IComparer<byte[]>
    {
        public static NameOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
