using System.Formats.Tar;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Rpc;

public sealed class KuboServerTests : IAsyncLifetime
{
    private static readonly HttpClient _http = new();

    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync(new IpfsOptions { MaxFileSize = 8 << 20 });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Our_client_and_our_server_understand_each_other()
    {
        byte[] content = Content.Lcg(600_000);
        Cid cid = await _host.Client.AddAsync(content, default);
        Cid value = await _host.Client.PutDagAsync("""{"a":[1]}"""u8.ToArray(), default);

        Assert.Equal(UnixFsFile.CidOf(content), cid);
        using MemoryStream read = new();
        await using Stream cat = await _host.Client.CatAsync($"/ipfs/{cid}", default);
        await cat.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
        Assert.Equal(content, await new UnixFsReader(_host.Client).ReadAllAsync(cid, 1 << 20, default));
        Assert.Equal("recursive", (await _host.Client.ListPinsAsync(default))[cid.ToString()]);
        Assert.Equal(_host.Node.Host.PeerId.ToString(), await _host.Client.IdAsync(default));
        Assert.True(await _host.Client.IsPinnedAsync(value, default));
        await _host.Client.UnpinAsync(value, default);
        Assert.False(await _host.Client.IsPinnedAsync(value, default));
        await Assert.ThrowsAsync<BlockNotFoundException>(() => _host.Client.GetAsync(Block.Of(Multicodec.Raw, new byte[3]).Cid, default).AsTask());
    }

    [Theory]
    [InlineData("GET", "/api/v0/id", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/api/v0/id", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v0/files/write", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/ipfs/x", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v0/cat", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v0/cat?arg=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v0/pin/ls?type=x", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v0/pin/ls?stream=maybe", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v0/add", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v0/dag/get?arg=bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy", HttpStatusCode.InternalServerError)]
    [InlineData("POST", "/api/v0/swarm/connect?arg=/ip4/127.0.0.1/tcp/1", HttpStatusCode.BadRequest)]
    public async Task Wrong_requests_are_told_apart(string method, string path, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(_host.Server.Url, path));
        using HttpResponseMessage answer = await _http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError)
        {
            JsonNode error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal("error", (string?)error["Type"]);
            Assert.False(string.IsNullOrEmpty((string?)error["Message"]));
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Referer", "http://evil.example/page")]
    [InlineData("User-Agent", "Mozilla/5.0")]
    public async Task Pages_of_browsers_are_refused(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_host.Server.Url, "/api/v0/id"));
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task More_than_the_limit_is_not_added()
    {
        KuboException refused = await Assert.ThrowsAsync<KuboException>(() => _host.Client.AddAsync(new byte[(8 << 20) + 1], default));

        Assert.Contains("8388608 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directories_are_got_as_archives()
    {
        string root = await AddDirectoryAsync("?cid-version=1");

        await using Stream body = await (await PostAsync($"get?arg={root}")).Content.ReadAsStreamAsync();
        await using TarReader tar = new(body);
        List<string> entries = [];
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            using MemoryStream content = new();
            await (entry.DataStream?.CopyToAsync(content) ?? Task.CompletedTask);
            entries.Add($"{entry.Name.Replace(root, "", StringComparison.Ordinal)}={Encoding.UTF8.GetString(content.ToArray())}");
        }

        Assert.Equal(["/=", "/a.txt=hello", "/e/=", "/e/b.txt=hello\n"], entries.Select(entry => entry.Replace("/e=", "/e/=", StringComparison.Ordinal))
            .Select(entry => entry == "=" ? "/=" : entry).Order(StringComparer.Ordinal));
        Assert.Equal("hello\n", await (await PostAsync($"cat?arg=/ipfs/{root}/e/b.txt")).Content.ReadAsStringAsync());
        Assert.Equal("lohel", await (await PostAsync($"cat?arg={root}/a.txt&arg={root}/a.txt&offset=3&length=5")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_hash_keeps_nothing()
    {
        await AddDirectoryAsync("?cid-version=1&only-hash=true");

        Assert.Equal(0, _host.Node.Ipfs.Store.Count);
        Assert.Empty(_host.Node.Ipfs.Pins);
    }

    [Fact]
    public async Task Other_bodies_than_multipart_are_refused()
    {
        Random random = new(5);
        byte[] good = Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello\r\n--x--\r\n");
        for (int i = 0; i < 300; i++)
        {
            byte[] body = [.. good];
            body = i % 3 == 0 ? body[..random.Next(body.Length)] : body;
            for (int flips = i % 3; flips > 0; flips--)
            {
                body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            }

            using ByteArrayContent content = new(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(_host.Server.Url, "/api/v0/add"), content);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.InternalServerError });
            Assert.StartsWith("{", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_gateway_gives_files_blocks_and_archives()
    {
        Cid cid = await _host.Client.AddAsync("hello"u8.ToArray(), default);

        using HttpResponseMessage file = await _http.GetAsync(new Uri(_host.Server.Url, $"/ipfs/{cid}"));
        Assert.Equal("hello", await file.Content.ReadAsStringAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("hello"u8.ToArray(), await _http.GetByteArrayAsync(new Uri(_host.Server.Url, $"/ipfs/{cid}?format=raw")));
        byte[] car = await _http.GetByteArrayAsync(new Uri(_host.Server.Url, $"/ipfs/{cid}?format=car"));
        Assert.Equal(1, (await new IpfsNode(TestFolder.New(), new IpfsOptions()).ImportAsync(new MemoryStream(car), pin: true, default)).Blocks);
        using HttpResponseMessage missing = await _http.GetAsync(new Uri(_host.Server.Url, $"/ipfs/{Block.Of(Multicodec.Raw, new byte[3]).Cid}"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task What_is_missing_comes_from_connected_peers()
    {
        await using TestNode other = await TestNode.StartAsync();
        Cid cid = await other.AddAsync(Content.Lcg(600_000));
        await _host.Client.ConnectAsync(other.Address, default);

        await using Stream cat = await _host.Client.CatAsync(cid.ToString(), default);
        using MemoryStream read = new();
        await cat.CopyToAsync(read);
        Assert.Equal(Content.Lcg(600_000), read.ToArray());
        Cid another = await other.AddAsync(new byte[5]);
        using HttpResponseMessage offline = await PostAsync($"cat?arg={another}&offline=true");
        Assert.Contains("not found locally", await offline.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_apis_are_urls()
    {
        Assert.Equal("http://127.0.0.1:5001/", KuboClient.UrlOf(Multiaddr.Parse("/ip4/127.0.0.1/tcp/5001"))!.ToString());
        Assert.Equal("http://ipfs.fluence.dev:5001/", KuboClient.UrlOf(Multiaddr.Parse(
            "/dns4/ipfs.fluence.dev/tcp/5001/p2p/12D3KooWJWoaqZhDaoEFshF7Rh1bpY9ohihFhzcW6d69Lr2NASuq"))!.ToString());
        Assert.Null(KuboClient.UrlOf(Multiaddr.Parse("/ip4/127.0.0.1/udp/5001")));
    }

    private async Task<string> AddDirectoryAsync(string options)
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("hello"), "file", "d%2Fa.txt" },
            { new StringContent("hello\n"), "file", "d%2Fe%2Fb.txt" },
        };
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(_host.Server.Url, $"/api/v0/add{options}"), form);
        string[] lines = (await answer.Content.ReadAsStringAsync()).Trim().Split('\n');
        Assert.Equal(4, lines.Length);
        return (string?)JsonNode.Parse(lines[^1])!["Hash"] ?? "";
    }

    private Task<HttpResponseMessage> PostAsync(string call) => _http.PostAsync(new Uri(_host.Server.Url, $"/api/v0/{call}"), null);
}
