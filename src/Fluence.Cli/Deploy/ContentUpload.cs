using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Cli.Deploy;

/// <summary>Uploads content to an IPFS node by its RPC, from where peers fetch it by CID.</summary>
internal sealed class ContentUpload : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _source;

    private ContentUpload(Uri? node, string source)
    {
        _http = new HttpClient { BaseAddress = node };
        _source = source;
    }

    /// <summary>For work that uploads nothing.</summary>
    public static ContentUpload None => new(null, "");

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
    public async Task<string> AddAsync(string file, CancellationToken cancellation) =>
        await AddAsync(await File.ReadAllBytesAsync(file, cancellation), cancellation);

    /// <summary>Uploads bytes, and gives their CID.</summary>
    /// <exception cref="CommandException">The node cannot be reached, or refuses.</exception>
    public async Task<string> AddAsync(byte[] bytes, CancellationToken cancellation)
    {
        using ByteArrayContent part = new(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using MultipartFormDataContent form = new() { { part, "file", "file" } };
        try
        {
            using HttpResponseMessage response = await _http.PostAsync("/api/v0/add?pin=true&cid-version=1", form, cancellation);
            string text = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(text).RootElement.GetProperty("Hash").GetString()!
                : throw new CommandException($"the IPFS node {_source} refuses an upload: {text.Trim()}");
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandException($"the IPFS node {_source} cannot be reached: {unreachable.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static Uri Read(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
        {
            return url!;
        }

        string[] parts = address.Split('/');
        return Multiaddr.TryParse(address, out _) && parts is ["", "ip4" or "ip6" or "dns4" or "dns6" or "dns", var host, "tcp", var port, ..]
            ? new UriBuilder("http", host, int.Parse(port)).Uri
            : throw new CommandException($"'{address}' is no address of an IPFS node, expected one such as /ip4/127.0.0.1/tcp/5001");
    }
}
