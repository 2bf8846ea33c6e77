namespace Fluence.Ipfs;

/// <summary>What a peer's IPFS may use. Every one has a configuration key.</summary>
public sealed record IpfsOptions
{
    /// <summary>
    /// The bytes of blocks that the store holds; a block takes 4 KiB beside its contents. Key <c>ipfs_storage_limit</c>.
    /// </summary>
    public long StorageLimit { get; init; } = 10L << 30;

    /// <summary>The largest file, directory or archive that is added or fetched, in bytes. Key <c>ipfs_max_file_size</c>.</summary>
    public long MaxFileSize { get; init; } = 1L << 30;

    /// <summary>How long a block may take to come from other peers. Key <c>ipfs_fetch_timeout</c>.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one peer that said it has a block may take to send it, before another is asked.</summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
