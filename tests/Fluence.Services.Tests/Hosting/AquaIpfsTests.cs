using Fluence.Ipfs;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Hosting;

/// <summary>The service <c>aqua-ipfs</c> of a peer that is alone.</summary>
public sealed class AquaIpfsTests : IAsyncLifetime
{
    private const string Hello = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
    private const string Missing = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

    private readonly Libp2pHost _host = NewHost();
    private HostedHarness _peer = null!;
    private IpfsAccess _ipfs = null!;

    public async Task InitializeAsync() => _peer = await HostedHarness.OpenAsync(
        options: new HostingOptions { MaxVaultSize = 1000, ResultLimit = 100 },
        ipfs: folder => _ipfs = Open(folder, _host));

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_file_goes_in_and_out()
    {
        string path = await _peer.GetTextAsync("vault.put", "[\"hello\"]");

        Assert.Equal($$"""{"error":"","hash":"{{Hello}}","success":true}""", await CallAsync("put", path));
        JsonObject got = (JsonObject)await _peer.GetAsync("aqua-ipfs.get", $"[\"{Hello}\"]");
        Assert.True(got.TryGetValue("path", out JsonValue? found));
        Assert.EndsWith($"/{Hello}", ((JsonString)found).Value, StringComparison.Ordinal);
        Assert.Equal("hello", await _peer.GetTextAsync("vault.cat", $"[{found}]"));
        Assert.Equal("""{"contents":"hello","error":"","success":true}""", await CallAsync("cat", $"/ipfs/{Hello}"));
    }

    [Fact]
    public async Task What_fails_is_told_in_the_result()
    {
        Assert.Contains("\"error\":\"path x doesn't exist\",\"hash\":\"\",\"success\":false", await CallAsync("put", "x"), StringComparison.Ordinal);
        Assert.Contains("doesn't belong to vault", await CallAsync("put", "/etc/passwd"), StringComparison.Ordinal);
        Assert.Contains("not found locally", await CallAsync("get", Missing), StringComparison.Ordinal);
        Assert.Contains("invalid path", await CallAsync("cat", "nonsense"), StringComparison.Ordinal);
        Assert.Contains("invalid path", await CallAsync("get", $"{Hello}/../x"), StringComparison.Ordinal);
        Assert.Contains("invalid multiaddr: x", await CallAsync("cat_from", Hello, "x"), StringComparison.Ordinal);
        Assert.Contains("is no address of an RPC", await CallAsync("cat_from", Missing, "/ip4/127.0.0.1/udp/1"), StringComparison.Ordinal);
        Assert.Contains("invalid multiaddr: x", await CallAsync("connect", "x"), StringComparison.Ordinal);
        Assert.Equal("""{"error":"local api multiaddr is not set","multiaddr":"","success":false}""", await CallAsync("get_local_api_multiaddr"));
        Assert.Equal("""{"error":"multiaddr is not set","multiaddr":"","success":false}""", await CallAsync("get_external_swarm_multiaddr"));
        Assert.Contains("is no DAG-JSON", await CallAsync("dag_put", await _peer.GetTextAsync("vault.put", "[\"{\"]")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_have_limits()
    {
        string large = (await _ipfs.AddAsync(new byte[1001], default)).ToString(), binary = (await _ipfs.AddAsync(new byte[] { 0xff }, default)).ToString();
        string medium = (await _ipfs.AddAsync(new byte[600], default)).ToString(), other = (await _ipfs.AddAsync(new byte[601], default)).ToString();

        Assert.Contains("more than 1000 bytes", await CallAsync("get", large), StringComparison.Ordinal);
        Assert.Contains("more than 100 bytes", await CallAsync("cat", medium), StringComparison.Ordinal);
        Assert.Contains("non valid UTF8", await CallAsync("cat", binary), StringComparison.Ordinal);
        Assert.Contains("\"success\":true", await CallAsync("get", medium), StringComparison.Ordinal);
        Assert.Contains("\"success\":true", await CallAsync("get", medium), StringComparison.Ordinal);
        Assert.Contains("holds at most 1000 bytes", await CallAsync("get", other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_the_vault_is_replaced_and_not_followed()
    {
        await _peer.GetTextAsync("vault.put", "[\"x\"]");
        string vault = Directory.GetDirectories(Path.Combine(_peer.Folder, "ephemeral", "vault", HostedHarness.Host.ToString())).Single();
        string outside = Path.Combine(TestFolder.New(), "outside");
        await File.WriteAllTextAsync(outside, "kept");
        File.CreateSymbolicLink(Path.Combine(vault, Hello), outside);
        await _ipfs.AddAsync("hello"u8.ToArray(), default);

        Assert.Contains("\"success\":true", await CallAsync("get", Hello), StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(outside));
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(vault, Hello)));
    }

    [Fact]
    public async Task Values_are_stored_by_their_meaning()
    {
        string one = await CallAsync("dag_put", await _peer.GetTextAsync("vault.put", """["{\"a\":1,\"b\":[2]}"]"""));
        string two = await CallAsync("dag_put", await _peer.GetTextAsync("vault.put", """["{ \"b\": [2], \"a\": 1 }"]"""));

        Assert.Equal(one, two);
        Assert.Contains("bafyrei", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_set_by_the_owners_only()
    {
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger), manager = HostedHarness.Particle(HostedHarness.Manager);
        const string Address = "[\"/ip4/127.0.0.1/tcp/5001\"]";

        Assert.Contains("only available", await _peer.FailAsync("aqua-ipfs.set_local_api_multiaddr", Address, stranger), StringComparison.Ordinal);
        Assert.Equal("null", (await _peer.GetAsync("aqua-ipfs.set_timeout", "[3]", manager)).ToString());
        Assert.Contains("true", (await _peer.GetAsync("aqua-ipfs.set_local_api_multiaddr", Address, manager)).ToString(), StringComparison.Ordinal);
        Assert.Equal(Multiaddr.Parse("/ip4/127.0.0.1/tcp/5001"), _ipfs.LocalApi);
        Assert.Contains("\"multiaddr\":\"/ip4/127.0.0.1/tcp/5001\"", await CallAsync("get_local_api_multiaddr"), StringComparison.Ordinal);
    }

    private static Libp2pHost NewHost() => new(BuiltinHarness.HostKey);

    private static IpfsAccess Open(string folder, Libp2pHost host) => new(new IpfsNode(folder, new IpfsOptions()), host);

    private async Task<string> CallAsync(string function, params string[] arguments) =>
        (await _peer.GetAsync($"aqua-ipfs.{function}", new JsonArray(arguments.Select(JsonValue (argument) => new JsonString(argument))).ToString())).ToString();
}
