using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Car;
using Fluence.Ipfs.Dag;
using Fluence.Ipfs.Pins;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs;

/// <summary>
/// Files, directories and other DAGs of a peer: kept in its block store, fetched from other peers where they are missing, pinned, and
/// collected when no pin reaches them.
/// </summary>
public sealed class IpfsNode
{
    private readonly IpfsOptions _options;
    private readonly PinStore _pins;
    private readonly IBlockSource? _network;

    /// <summary>Opens what a peer keeps.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="options">The limits.</param>
    /// <param name="network">Where blocks come from that are not here: gives them verified; null for nowhere.</param>
    /// <exception cref="IpfsException">The folder cannot be used.</exception>
    public IpfsNode(string folder, IpfsOptions options, Func<BlockStore, IBlockSource>? network = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Folder = Path.GetFullPath(folder);
        Store = new BlockStore(Path.Combine(folder, "blocks"), options.StorageLimit);
        _pins = new PinStore(Path.Combine(folder, "pins"));
        _network = network?.Invoke(Store);
    }

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    /// <summary>The blocks.</summary>
    public BlockStore Store { get; }

    /// <summary>The limits.</summary>
    public IpfsOptions Options => _options;

    /// <summary>The recursive and direct pins by CID.</summary>
    public IEnumerable<KeyValuePair<Cid, PinMode>> Pins => _pins.All;

    /// <summary>Where blocks come from, within an operation.</summary>
    /// <param name="lease">Keeps them while the operation runs.</param>
    /// <param name="isOffline">Whether only blocks that are here are given.</param>
    public IBlockSource Source(BlockLease lease, bool isOffline = false) => new LeasedSource(this, lease, isOffline ? null : _network);

    /// <summary>Blocks that are here, or else come from a certain place, and are here from then on.</summary>
    public IBlockSource Source(BlockLease lease, IBlockSource elsewhere) => new LeasedSource(this, lease, elsewhere);

    /// <summary>Adds a file.</summary>
    /// <exception cref="IpfsLimitException">It is too large.</exception>
    /// <exception cref="StoreFullException">The store is full.</exception>
    public async Task<AddedNode> AddFileAsync(Stream content, AddOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using BlockLease lease = Store.Lease();
        AddedNode added = await Writer(options, lease).AddFileAsync(content, _options.MaxFileSize, cancellation);
        if (options.Pin && !options.OnlyHash)
        {
            PinAdded(added.Cid);
        }

        return added;
    }

    /// <summary>Makes blocks under a lease; the caller pins what it added before the lease ends.</summary>
    public UnixFsWriter Writer(AddOptions options, BlockLease lease)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new UnixFsWriter(options, block =>
        {
            if (!options.OnlyHash)
            {
                Put(block, lease);
            }
        });
    }

    /// <summary>Puts a block. When the store is full, what nobody needs is collected first.</summary>
    /// <exception cref="IpfsException">It is not what its id says, is too large, or the store is full.</exception>
    public void Put(Block block, BlockLease lease)
    {
        try
        {
            Store.Put(block, lease);
        }
        catch (StoreFullException)
        {
            CollectGarbage();
            Store.Put(block, lease);
        }
    }

    /// <summary>Makes a whole DAG be here.</summary>
    /// <param name="root">The first block.</param>
    /// <param name="maxBytes">The bytes of all blocks together that are taken.</param>
    /// <param name="lease">Keeps it while the operation runs.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The bytes of all blocks together.</returns>
    /// <exception cref="BlockNotFoundException">A block is not to be had.</exception>
    /// <exception cref="IpfsLimitException">The DAG is larger.</exception>
    public Task<long> FetchAsync(Cid root, long maxBytes, BlockLease lease, CancellationToken cancellation) =>
        DagWalker.FetchAsync(Source(lease), root, Math.Min(maxBytes, _options.MaxFileSize), cancellation);

    /// <summary>Pins a block, or a DAG, which is fetched where it is missing.</summary>
    /// <exception cref="IpfsException">It is not to be had, or too large.</exception>
    public async Task PinAsync(Cid cid, bool isRecursive, CancellationToken cancellation)
    {
        using BlockLease lease = Store.Lease();
        if (isRecursive)
        {
            await FetchAsync(cid, long.MaxValue, lease, cancellation);
        }
        else
        {
            await Source(lease).GetAsync(cid, cancellation);
        }

        _pins.Add(cid, isRecursive ? PinMode.Recursive : PinMode.Direct);
    }

    /// <summary>Pins a DAG that was put under a lease just now, and is whole.</summary>
    internal void PinAdded(Cid root) => _pins.Add(root, PinMode.Recursive);

    /// <summary>Removes a pin.</summary>
    /// <exception cref="IpfsException">There is none, or another block's pin keeps it.</exception>
    public void Unpin(Cid cid)
    {
        if (_pins.Find(cid) is null)
        {
            throw new IpfsException(FindPin(cid) is { Through: { } through }
                ? $"{cid} is pinned indirectly under {through}" : $"{cid} is not pinned or pinned indirectly");
        }

        _pins.Remove(cid);
    }

    /// <summary>How a block is pinned; null when it is not.</summary>
    public (PinMode Mode, Cid? Through)? FindPin(Cid cid)
    {
        if (_pins.Find(cid) is { } mode)
        {
            return (mode, null);
        }

        foreach ((Cid root, _) in Pins.Where(pin => pin.Value == PinMode.Recursive))
        {
            if (Reach([root]).Contains(cid.Hash))
            {
                return (PinMode.Indirect, root);
            }
        }

        return null;
    }

    /// <summary>The blocks that recursive pins keep beside those that are pinned themselves.</summary>
    public IReadOnlyList<Cid> IndirectPins()
    {
        HashSet<Cid> reached = [];
        foreach ((Cid root, _) in Pins.Where(pin => pin.Value == PinMode.Recursive))
        {
            WalkLocal(root, reached);
        }

        return [.. reached.Where(cid => _pins.Find(cid) is null).OrderBy(cid => cid.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Removes all blocks that no pin and no running operation needs.</summary>
    /// <returns>What was removed.</returns>
    public IReadOnlyList<Multihash> CollectGarbage() => Store.Collect(() =>
    [
        .. _pins.All.Where(pin => pin.Value == PinMode.Direct).Select(pin => pin.Key.Hash),
        .. Reach([.. _pins.All.Where(pin => pin.Value == PinMode.Recursive).Select(pin => pin.Key)]),
    ]);

    /// <summary>Takes the blocks of an archive, and pins its roots.</summary>
    /// <returns>The roots, and how many blocks and bytes there were.</returns>
    /// <exception cref="IpfsException">The archive is damaged or too large, or a pinned root is not complete.</exception>
    public async Task<(IReadOnlyList<Cid> Roots, long Blocks, long Bytes)> ImportAsync(Stream car, bool pin, CancellationToken cancellation)
    {
        using BlockLease lease = Store.Lease();
        CarReader reader = await CarReader.OpenAsync(car, cancellation);
        long blocks = 0, bytes = 0;
        await foreach (Block block in reader.ReadBlocksAsync(cancellation))
        {
            blocks++;
            bytes += block.Data.Length;
            if (bytes > _options.MaxFileSize)
            {
                throw new IpfsLimitException($"the archive is larger than {_options.MaxFileSize} bytes, the most that is taken here");
            }

            Put(block, lease);
        }

        foreach (Cid root in pin ? reader.Roots : [])
        {
            await DagWalker.FetchAsync(Source(lease, isOffline: true), root, long.MaxValue, cancellation);
            _pins.Add(root, PinMode.Recursive);
        }

        return (reader.Roots, blocks, bytes);
    }

    private HashSet<Multihash> Reach(IEnumerable<Cid> roots)
    {
        HashSet<Cid> reached = [];
        foreach (Cid root in roots)
        {
            WalkLocal(root, reached);
        }

        return [.. reached.Select(cid => cid.Hash)];
    }

    /// <summary>Goes through what is here of a DAG; what is missing or damaged is passed over.</summary>
    private void WalkLocal(Cid root, HashSet<Cid> reached)
    {
        Stack<Cid> ahead = new([root]);
        while (ahead.TryPop(out Cid cid))
        {
            if (!reached.Add(cid) || cid.Codec == Multicodec.Raw || !Store.TryGet(cid, out Block? block))
            {
                continue;
            }

            try
            {
                foreach (Cid link in DagNodes.Links(block.Value))
                {
                    ahead.Push(link);
                }
            }
            catch (IpfsFormatException)
            {
                // pinned as a single block of a codec that it does not follow: it has no links to follow
            }
        }
    }

    private sealed class LeasedSource(IpfsNode node, BlockLease lease, IBlockSource? network) : IBlockSource
    {
        public async ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation)
        {
            if (node.Store.Touch(cid, lease) && node.Store.TryGet(cid, out Block? here))
            {
                return here.Value;
            }

            if (network is null)
            {
                throw new BlockNotFoundException(cid, $"block {cid} was not found locally (offline)");
            }

            Block block = await network.GetAsync(cid, cancellation);
            node.Put(block, lease);
            return block;
        }
    }
}
