using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc;

/// <summary>
/// Calls kubo's RPC, that of a peer of ours or of any other program. Its blocks are verified; what else it says is taken as it is. Safe for
/// many callers at once.
/// </summary>
public sealed class KuboClient : IBlockSource, IDisposable
{
    private const int MaxAnswer = 16 * 1024 * 1024;

    private readonly HttpClient _http;

    /// <summary>Makes a client; it connects with the first call.</summary>
    /// <param name="url">Where the RPC is, for example <c>http://127.0.0.1:5001</c>.</param>
    /// <param name="timeout">How long a call may take; null for ten minutes.</param>
    public KuboClient(Uri url, TimeSpan? timeout = null)
    {
        Url = url;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri(url, "/api/v0/"), Timeout = timeout ?? TimeSpan.FromMinutes(10),
        };
    }

    /// <summary>Where the RPC is.</summary>
    public Uri Url { get; }

    /// <summary>The URL of an RPC whose address is a multiaddr like <c>/ip4/127.0.0.1/tcp/5001</c>; null for other ones.</summary>
    public static Uri? UrlOf(Multiaddr address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.WithoutPeerId().Components is
            [
                {
                    Code: MultiaddrCode.Ip4 or MultiaddrCode.Ip6 or MultiaddrCode.Dns or MultiaddrCode.Dns4 or MultiaddrCode.Dns6,
                    Value: var host,
                },
                { Code: MultiaddrCode.Tcp, Value: var port }, ..,
            ] ? new UriBuilder("http", host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)).Uri : null;
    }

    /// <summary>Adds a file and pins it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Its id, as <c>ipfs add --cid-version 1</c> gives it.</returns>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<Cid> AddAsync(Stream content, CancellationToken cancellation) => ReadCid(
        (await CallAsync("add?pin=true&cid-version=1&progress=false", content, cancellation))["Hash"]);

    /// <summary>Adds a file and pins it.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<Cid> AddAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        await AddAsync(new MemoryStream(content.ToArray()), cancellation);

    /// <summary>The bytes of a file, as the program gives them.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<Stream> CatAsync(string path, CancellationToken cancellation) =>
        await (await SendAsync($"cat?arg={Uri.EscapeDataString(path)}", null, cancellation)).Content.ReadAsStreamAsync(cancellation);

    /// <summary>Stores a value and pins it.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<Cid> PutDagAsync(
        ReadOnlyMemory<byte> value, CancellationToken cancellation, string inputCodec = "dag-json", string storeCodec = "dag-cbor")
    {
        string call = $"dag/put?pin=true&input-codec={inputCodec}&store-codec={storeCodec}";
        return ReadCid((await CallAsync(call, new MemoryStream(value.ToArray()), cancellation))["Cid"]?["/"]);
    }

    /// <summary>Pins a DAG.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public Task PinAsync(Cid cid, CancellationToken cancellation) => CallAsync($"pin/add?arg={cid}&recursive=true", null, cancellation);

    /// <summary>Removes a pin.</summary>
    /// <exception cref="KuboException">There is none, the call was refused, or nobody answered.</exception>
    public Task UnpinAsync(Cid cid, CancellationToken cancellation) => CallAsync($"pin/rm?arg={cid}&recursive=true", null, cancellation);

    /// <summary>Whether a block is pinned, by itself or through another.</summary>
    /// <exception cref="KuboException">The call was refused for another reason, or nobody answered.</exception>
    public async Task<bool> IsPinnedAsync(Cid cid, CancellationToken cancellation)
    {
        try
        {
            await CallAsync($"pin/ls?arg={cid}&type=all", null, cancellation);
            return true;
        }
        catch (KuboException refused) when (refused.Message.Contains("is not pinned", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>The pins by their ids: <c>recursive</c>, <c>direct</c> or <c>indirect</c>.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListPinsAsync(CancellationToken cancellation) =>
        (await CallAsync("pin/ls?type=all", null, cancellation))["Keys"] is JsonObject keys
            ? keys.ToDictionary(pin => pin.Key, pin => (string?)pin.Value?["Type"] ?? "") : [];

    /// <summary>Gets a block and verifies it.</summary>
    /// <exception cref="BlockNotFoundException">The program has it not.</exception>
    /// <exception cref="IpfsException">What came is not the block, or nobody answered.</exception>
    public async ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation)
    {
        if (cid.Hash.Code == Multicodec.Identity)
        {
            return Block.Verified(cid, cid.Hash.Digest);
        }

        try
        {
            using HttpResponseMessage answer = await SendAsync($"block/get?arg={cid}", null, cancellation);
            return Block.Verified(cid, await ReadAsync(answer, Limits.BlockSize, cancellation));
        }
        catch (KuboException refused) when (refused.StatusCode is not null)
        {
            throw new BlockNotFoundException(cid, $"{Url} has not the block {cid}: {refused.Message}");
        }
    }

    /// <summary>The peer id of the program.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public async Task<string> IdAsync(CancellationToken cancellation) =>
        (string?)(await CallAsync("id", null, cancellation))["ID"] ?? throw Unexpected("id");

    /// <summary>Makes the program connect with a peer.</summary>
    /// <exception cref="KuboException">The call was refused, or nobody answered.</exception>
    public Task ConnectAsync(Multiaddr address, CancellationToken cancellation) =>
        CallAsync($"swarm/connect?arg={Uri.EscapeDataString(address.ToString())}", null, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Makes a call; the first line of its answer.</summary>
    private async Task<JsonNode> CallAsync(string call, Stream? file, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(call, file, cancellation);
        ReadOnlyMemory<byte> bytes = await ReadAsync(answer, MaxAnswer, cancellation);
        int end = bytes.Span.IndexOf((byte)'\n');
        try
        {
            return JsonNode.Parse((end < 0 ? bytes : bytes[..end]).Span) ?? throw Unexpected(call);
        }
        catch (JsonException wrong)
        {
            throw new KuboException($"{Url} answered no JSON to {call.Split('?')[0]}: {wrong.Message}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string call, Stream? file, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, call);
        if (file is not null)
        {
            StreamContent part = new(file);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Content = new MultipartFormDataContent { { part, "file", "file" } };
        }

        HttpResponseMessage? answer = null;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using HttpResponseMessage refused = answer;
            string? problem = Problem(await ReadAsync(refused, 64 * 1024, cancellation));
            throw new KuboException(problem ?? $"{Url} answered {(int)refused.StatusCode}", (int)refused.StatusCode);
        }
        catch (HttpRequestException unreachable)
        {
            throw new KuboException($"cannot call {Url}: {unreachable.Message}", innerException: unreachable);
        }
        catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new KuboException($"{Url} did not answer in {_http.Timeout.TotalSeconds} s", innerException: late);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, int maxLength, CancellationToken cancellation)
    {
        await using Stream stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using MemoryStream all = new();
        byte[] buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var length)
        {
            all.Write(buffer, 0, length);
            if (all.Length > maxLength)
            {
                throw new IpfsLimitException($"an answer has more than {maxLength} bytes");
            }
        }

        return all.ToArray();
    }

    private static string? Problem(ReadOnlyMemory<byte> answer)
    {
        try
        {
            return (string?)(JsonNode.Parse(answer.Span) as JsonObject)?["Message"];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private Cid ReadCid(JsonNode? text) =>
        text is JsonValue value && value.TryGetValue(out string? cid) && Cid.TryParseAny(cid, out Cid read)
            ? read : throw Unexpected("an id");

    private KuboException Unexpected(string what) => new($"{Url} did not answer with {what}");
}
