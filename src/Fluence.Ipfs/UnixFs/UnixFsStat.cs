using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>What something of UnixFS is.</summary>
/// <param name="Cid">Its id.</param>
/// <param name="Type">A file, directory or link. Shards of directories are told as directories.</param>
/// <param name="Size">The length of a file, in bytes; 0 for others.</param>
/// <param name="TotalSize">The bytes of all its blocks together, as its links say.</param>
/// <param name="Links">How many links its first block has.</param>
public sealed record UnixFsStat(Cid Cid, UnixFsType Type, long Size, ulong TotalSize, int Links)
{
    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => Type == UnixFsType.Directory;
}

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cid">What it is.</param>
/// <param name="TotalSize">The bytes of all its blocks together, as the directory says.</param>
public sealed record UnixFsEntry(string Name, Cid Cid, ulong TotalSize);
