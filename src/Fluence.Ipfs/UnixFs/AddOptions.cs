using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>How files become blocks. The defaults are those of <c>ipfs add --cid-version 1</c>.</summary>
public sealed record AddOptions
{
    /// <summary>The version of the ids: 0 or 1.</summary>
    public int CidVersion { get; init; } = 1;

    /// <summary>Whether chunks are raw blocks; null for version 1 only. Raw blocks have ids of version 1 always.</summary>
    public bool? RawLeaves { get; init; }

    /// <summary>The size of a chunk, in bytes.</summary>
    public int ChunkSize { get; init; } = UnixFsFile.ChunkSize;

    /// <summary>Whether what was added is pinned.</summary>
    public bool Pin { get; init; } = true;

    /// <summary>Whether only ids are computed and nothing is kept.</summary>
    public bool OnlyHash { get; init; }

    internal bool HasRawLeaves => RawLeaves ?? CidVersion == 1;
}
