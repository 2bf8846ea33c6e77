using System.CommandLine;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ipfs;
using Fluence.Ipfs.Rpc;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;

namespace Fluence.Cli.Deploy;

/// <summary>Uploads content to an IPFS node by its RPC, from where peers fetch it by CID.</summary>
internal sealed class ContentUpload : IDisposable
{
    private readonly KuboClient _node;
    private readonly string _source;

    private ContentUpload(Uri node, string source)
    {
        _node = new KuboClient(node);
        _source = source;
    }

    /// <summary>The option that says where.</summary>
    public static Option<string?> Option() => new("--ipfs")
    {
        Description = "The RPC of the IPFS node to upload to, such as /ip4/127.0.0.1/tcp/5001; ipfsAddr of fluence.yaml, or else a local "
            + "peer, without it.",
    };

    /// <summary>The node that is given, else that of the project, else a local peer.</summary>
    /// <exception cref="CommandException">There is none, or its address is none.</exception>
    public static ContentUpload Open(string? given, ProjectContext project)
    {
        if ((given ?? project.Yaml.IpfsAddr) is { } address)
        {
            return new ContentUpload(Read(address), given is null ? $"ipfsAddr of fluence.yaml, {address}," : address);
        }

        LocalPeer peer = project.Local.Load().FirstOrDefault(PeerProcess.IsRunning) ?? throw new CommandException(
            "there is no IPFS node to upload to: no local network runs here, and neither --ipfs nor ipfsAddr of fluence.yaml names one");
        return new ContentUpload(peer.Ipfs, $"{peer.Name}, {peer.Ipfs},");
    }

    /// <summary>Uploads a file, and gives its CID.</summary>
    /// <exception cref="CommandException">The node cannot be reached, or refuses.</exception>
    public async Task<string> AddAsync(string file, CancellationToken cancellation)
    {
        using FileStream content = File.OpenRead(file);
        return await TryAsync(_node.AddAsync(content, cancellation));
    }

    /// <summary>Uploads bytes, and gives their CID.</summary>
    /// <exception cref="CommandException">The node cannot be reached, or refuses.</exception>
    public Task<string> AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        TryAsync(_node.AddAsync(bytes, cancellation));

    /// <inheritdoc/>
    public void Dispose() => _node.Dispose();

    private async Task<string> TryAsync(Task<Cid> adding)
    {
        try
        {
            return (await adding).ToString();
        }
        catch (IpfsException failed)
        {
            throw new CommandException($"the IPFS node {_source} does not take content: {failed.Message}");
        }
    }

    private static Uri Read(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url!
        : Multiaddr.TryParse(address, out Multiaddr? multiaddr) && KuboClient.UrlOf(multiaddr) is { } node ? node
        : throw new CommandException($"'{address}' is no address of an IPFS node, expected one such as /ip4/127.0.0.1/tcp/5001");
}
