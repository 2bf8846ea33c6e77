using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs;

/// <summary>
/// IPFS as the services of a peer use it: the peer's own, or another program in its place. All that comes from elsewhere is verified.
/// </summary>
/// <param name="node">The peer's own.</param>
/// <param name="host">The peer's network.</param>
public sealed class IpfsAccess(IpfsNode node, Libp2pHost host) : IAsyncDisposable
{
    private KuboClient? _other;
    private Uri? _own;

    /// <summary>The peer's own.</summary>
    public IpfsNode Node { get; } = node;

    /// <summary>Where the RPC that is used, or that serves the peer's own, can be called; null when there is none.</summary>
    public Multiaddr? LocalApi { get; private set; }

    /// <summary>The peer's id.</summary>
    public string PeerId => host.PeerId.ToString();

    /// <summary>Tells where the RPC of the peer's own can be called.</summary>
    public void ServeAt(Multiaddr api)
    {
        _own = Url(api);
        LocalApi ??= api;
    }

    /// <summary>Uses another program from now on, or again the peer's own when the address is its.</summary>
    /// <exception cref="IpfsException">The address is none of an RPC.</exception>
    public void Use(Multiaddr api)
    {
        // the client before may be in use by calls that run
        Uri url = Url(api);
        _other = url == _own ? null : new KuboClient(url);
        LocalApi = api;
    }

    /// <summary>Adds a file and pins it.</summary>
    /// <returns>Its id, as <c>ipfs add --cid-version 1</c> gives it.</returns>
    /// <exception cref="IpfsException">It is too large, the store is full, or the other program refuses it.</exception>
    public async Task<Cid> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => _other is { } other
        ? await other.AddAsync(content, cancellation)
        : (await Node.AddFileAsync(new MemoryStream(content.ToArray()), new AddOptions(), cancellation)).Cid;

    /// <summary>Stores a value, given as DAG-JSON, in DAG-CBOR, and pins it.</summary>
    /// <exception cref="IpfsException">It is no DAG-JSON, what it links to is not to be had, or the other program refuses it.</exception>
    public async Task<Cid> AddDagAsync(ReadOnlyMemory<byte> dagJson, CancellationToken cancellation)
    {
        if (_other is { } other)
        {
            return await other.PutDagAsync(dagJson, cancellation);
        }

        using BlockLease lease = Node.Store.Lease();
        Block block = DagConverter.Convert(dagJson, Multicodec.DagJson, Multicodec.DagCbor);
        Node.Put(block, lease);
        await Node.PinAsync(block.Cid, isRecursive: true, cancellation);
        return block.Cid;
    }

    /// <summary>A file.</summary>
    /// <param name="path">Its id, or a path that leads to it.</param>
    /// <param name="maxBytes">The most bytes that it may have.</param>
    /// <param name="from">Who has it: a peer that is dialled, or the RPC of a program; null for the peer's own and those connected.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IpfsException">It is not to be had, is no file, or is too large.</exception>
    public Task<byte[]> ReadFileAsync(string path, long maxBytes, Multiaddr? from, CancellationToken cancellation) =>
        WithSourceAsync(from, async source =>
        {
            UnixFsReader reader = new(source);
            Cid file = await reader.ResolveAsync(Parse(path), cancellation);
            long most = Math.Min(maxBytes, Node.Options.MaxFileSize);
            if ((await reader.StatAsync(file, cancellation)).Size > most)
            {
                throw new IpfsLimitException($"{file} has more than {most} bytes, the most that is taken here");
            }

            // nodes above the chunks take little; what would take more than that is no file that was made to be read
            await DagWalker.FetchAsync(source, file, most + (most / 8) + Limits.BlockSize, cancellation);
            return await reader.ReadAllAsync(file, most, cancellation);
        }, cancellation);

    /// <summary>A value as DAG-JSON.</summary>
    /// <param name="path">Its id, or a path that leads to it.</param>
    /// <param name="from">As for files.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="IpfsException">It is not to be had, or of an unknown codec.</exception>
    public Task<byte[]> ReadDagAsync(string path, Multiaddr? from, CancellationToken cancellation) =>
        WithSourceAsync(from, async source =>
        {
            (Block block, var names) = await DagPath.ResolveAsync(source, Parse(path), cancellation);
            return DagJson.ToJson(DagPath.Within(block, names)).ToUtf8();
        }, cancellation);

    /// <summary>Connects with a peer of IPFS.</summary>
    /// <exception cref="IOException">It cannot be reached.</exception>
    public async Task ConnectAsync(Multiaddr address, CancellationToken cancellation)
    {
        if (_other is { } other)
        {
            await other.ConnectAsync(address, cancellation);
            return;
        }

        await host.DialAsync(address, cancellation);
    }

    /// <summary>The id of the peer that is used: the peer's own, or that of the other program.</summary>
    /// <exception cref="IpfsException">The other program does not answer.</exception>
    public async Task<string> IdAsync(CancellationToken cancellation) =>
        _other is { } other ? await other.IdAsync(cancellation) : PeerId;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _other?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IpfsPath Parse(string path) =>
        IpfsPath.TryParse(path, out IpfsPath? parsed) ? parsed : throw new IpfsFormatException($"invalid path \"{path}\"");

    private static Uri Url(Multiaddr api) =>
        KuboClient.UrlOf(api) ?? throw new IpfsException($"{api} is no address of an RPC: expected one like /ip4/127.0.0.1/tcp/5001");

    private async Task<T> WithSourceAsync<T>(Multiaddr? from, Func<IBlockSource, Task<T>> read, CancellationToken cancellation)
    {
        using BlockLease lease = Node.Store.Lease();
        if (from is null || from.Equals(LocalApi))
        {
            return await read(_other is { } other ? Node.Source(lease, other) : Node.Source(lease));
        }

        if (await TryDialAsync(from, cancellation))
        {
            return await read(Node.Source(lease));
        }

        using KuboClient client = new(Url(from));
        return await read(Node.Source(lease, client));
    }

    /// <summary>An address with a peer id may be one of a peer, or of an RPC that names its peer.</summary>
    private async Task<bool> TryDialAsync(Multiaddr address, CancellationToken cancellation)
    {
        if (address.PeerId is null)
        {
            return false;
        }

        try
        {
            await host.DialAsync(address, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
