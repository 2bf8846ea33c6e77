using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Blocks;

/// <summary>
/// The blocks of a peer on its disk, each a file. Blocks are verified when they are put and again when they are read: one whose file was
/// damaged is removed, and can be fetched again. What is put within a <see cref="BlockLease"/> is not collected before the lease ends.
/// </summary>
public sealed class BlockStore : IBlockSource
{
    private readonly Lock _lock = new();
    private readonly Lock _collection = new();
    private readonly BlockFolder _folder;
    private readonly long _limit;
    private readonly HashSet<BlockLease> _leases = [];
    private HashSet<Multihash>? _survivors;
    private long _size;
    private long _count;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Its folder; it is made where it is missing.</param>
    /// <param name="limit">The bytes that it holds at most; a block takes 4 KiB beside its contents.</param>
    /// <exception cref="IpfsException">The folder cannot be used.</exception>
    public BlockStore(string folder, long limit)
    {
        _folder = new BlockFolder(folder);
        _limit = limit;
        foreach ((_, long size) in _folder.All)
        {
            _size += size + Limits.FileOverhead;
            _count++;
        }
    }

    /// <summary>A block is here that was not before. Raised on the thread that put it.</summary>
    public event Action<Block>? Added;

    /// <summary>The bytes that it holds, with what files take beside their contents.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>The bytes that it may hold.</summary>
    public long Limit => _limit;

    /// <summary>How many blocks there are.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The hashes of all blocks.</summary>
    public IEnumerable<Multihash> All => _folder.All.Select(file => file.Hash);

    /// <summary>Begins to protect blocks from collection: those that are put or touched under the lease, until it is disposed.</summary>
    public BlockLease Lease()
    {
        lock (_lock)
        {
            BlockLease lease = new(this);
            _leases.Add(lease);
            return lease;
        }
    }

    /// <summary>Whether a block is here. Blocks of the identity hash are everywhere.</summary>
    public bool Has(Cid cid) => cid.Hash.Code == Multicodec.Identity || _folder.TryGetSize(cid.Hash, out _);

    /// <summary>The size of a block that is here.</summary>
    public bool TryGetSize(Cid cid, out long size)
    {
        size = cid.Hash.Digest.Length;
        return cid.Hash.Code == Multicodec.Identity || _folder.TryGetSize(cid.Hash, out size);
    }

    /// <summary>Reads a block and verifies it.</summary>
    public bool TryGet(Cid cid, [NotNullWhen(true)] out Block? block)
    {
        block = null;
        if (cid.Hash.Code == Multicodec.Identity)
        {
            block = new Block(cid, cid.Hash.Digest);
            return true;
        }

        if (!_folder.TryRead(cid.Hash, out byte[]? content))
        {
            return false;
        }

        if (!BlockHash.Verify(cid, content))
        {
            Remove(cid.Hash);
            return false;
        }

        block = new Block(cid, content);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation) => TryGet(cid, out Block? block)
        ? ValueTask.FromResult(block.Value)
        : throw new BlockNotFoundException(cid, $"the block {cid} is not here");

    /// <summary>Puts a block, which is on the disk when this returns.</summary>
    /// <returns>Whether it was not here before.</returns>
    /// <exception cref="IpfsFormatException">Its bytes are not what its id says.</exception>
    /// <exception cref="IpfsLimitException">It is too large.</exception>
    /// <exception cref="StoreFullException">The store is full.</exception>
    /// <exception cref="IpfsException">It could not be written.</exception>
    public bool Put(Block block, BlockLease? lease = null)
    {
        block = Block.Verified(block.Cid, block.Data);
        Multihash hash = block.Cid.Hash;
        if (hash.Code == Multicodec.Identity)
        {
            return false;
        }

        lock (_lock)
        {
            lease?.Hashes.Add(hash);
            _survivors?.Add(hash);
            if (_folder.TryGetSize(hash, out long there))
            {
                if (there == block.Data.Length)
                {
                    return false;
                }

                // cut by a crash of the machine, or damaged
                Remove(hash);
            }

            long size = block.Data.Length + Limits.FileOverhead;
            if (_size + size > _limit)
            {
                throw new StoreFullException($"the block store is full: it holds {_size} of at most {_limit} bytes; "
                    + "remove pins and collect garbage, or raise ipfs_storage_limit");
            }

            _folder.Write(hash, block.Data.Span);
            _size += size;
            _count++;
        }

        Added?.Invoke(block);
        return true;
    }

    /// <summary>Protects a block under a lease; false when it is not here.</summary>
    public bool Touch(Cid cid, BlockLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_lock)
        {
            lease.Hashes.Add(cid.Hash);
            _survivors?.Add(cid.Hash);
            return Has(cid);
        }
    }

    /// <summary>Removes a block; false when it was not here.</summary>
    public bool Remove(Multihash hash)
    {
        lock (_lock)
        {
            if (!_folder.TryGetSize(hash, out long size))
            {
                return false;
            }

            _folder.Delete(hash);
            _size -= size + Limits.FileOverhead;
            _count--;
            return true;
        }
    }

    /// <summary>
    /// Removes all blocks but those that are kept, those under leases, and those that come under one meanwhile. One collection runs at a
    /// time; another waits.
    /// </summary>
    /// <param name="kept">Finds what to keep; from its start on everything under leases is kept too.</param>
    /// <returns>What was removed.</returns>
    public IReadOnlyList<Multihash> Collect(Func<HashSet<Multihash>> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        lock (_collection)
        {
            lock (_lock)
            {
                _survivors = [.. _leases.SelectMany(lease => lease.Hashes)];
            }

            try
            {
                HashSet<Multihash> pinned = kept();
                return [.. All.Where(hash => !pinned.Contains(hash) && RemoveUnlessNeeded(hash))];
            }
            finally
            {
                lock (_lock)
                {
                    _survivors = null;
                }
            }
        }
    }

    internal void End(BlockLease lease)
    {
        lock (_lock)
        {
            _leases.Remove(lease);
        }
    }

    private bool RemoveUnlessNeeded(Multihash hash)
    {
        lock (_lock)
        {
            return !_survivors!.Contains(hash) && Remove(hash);
        }
    }
}
