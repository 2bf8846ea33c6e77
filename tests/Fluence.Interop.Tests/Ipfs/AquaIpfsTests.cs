using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Client;
using Fluence.Client.Functions;
using Fluence.Crypto;
using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Ipfs;

/// <summary>The service <c>aqua-ipfs</c> of peers of ours, called by a client through another peer; content goes between them by Bitswap.</summary>
public sealed class AquaIpfsTests : IAsyncLifetime
{
    private const string Hello = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";

    private readonly KeyPair _manager = KeyPair.Generate();
    private Dictionary<string, AquaFunction> _functions = [];
    private PeerNetwork _network = null!;
    private FluenceClient _client = null!;

    public async Task InitializeAsync()
    {
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(InRepository("tests/interop/ipfs/functions.aqua"));
        Assert.False(program.HasErrors);
        _functions = program.Functions.ToDictionary(
            function => function.Name, function => new AquaFunction(FunctionDefinition.Parse(function.Definition), function.Air));
        _network = await PeerNetwork.StartAsync(3, config => config with { ManagementPeerId = _manager.PeerId, IpfsPort = 0 });
        _client = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0)), _manager).Soon();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_makes_a_module_of_a_file_that_another_peer_has()
    {
        byte[] wasm = await File.ReadAllBytesAsync(InRepository("examples/greeting/greeting/greeting.wasm"));
        using KuboClient upload = new(_network.Nodes[1].IpfsUrl!);
        Cid cid = await upload.AddAsync(wasm, default);

        JsonValue module = await CallAsync("install", _network.Id(2), cid.ToString(), "greeting");

        Assert.Equal(cid.ToString(), ((JsonString)module).Value);
        Assert.Equal(wasm, await new UnixFsReader(_network.Nodes[2].Ipfs.Store).ReadAllAsync(cid, wasm.Length, default));
    }

    [Fact]
    public async Task What_one_peer_stores_others_load()
    {
        Assert.Equal(Result(("hash", Hello)), await CallAsync("store", _network.Id(1), "hello"));
        Assert.Equal("hello", Text(await CallAsync("load", _network.Id(2), Hello)));
        Assert.Equal(Result(("contents", "hello")), await CallAsync("show", _network.Id(2), Hello));
        Assert.Equal("[]", new JsonArray(_network.Nodes[2].Ipfs.Pins.Select(JsonValue (pin) => new JsonString(pin.Key.ToString()))).ToString());

        JsonValue dag = await CallAsync("storeDag", _network.Id(1), $$$"""{"b": 1, "a": {"/": "{{{Hello}}}"}}""");
        string hash = Text(((JsonObject)dag).TryGetValue("hash", out JsonValue? found) ? found : JsonNull.Instance);
        Assert.StartsWith("bafyrei", hash, StringComparison.Ordinal);
        Assert.Equal($$$"""{"a":{"/":"{{{Hello}}}"},"b":1}""", Text(await CallAsync("loadDag", _network.Id(2), hash)));
        Assert.Equal("hello", Text(await CallAsync("load", _network.Id(2), $"{Hello}")));
    }

    [Fact]
    public async Task Content_comes_from_addresses_too()
    {
        await using FluenceOutsider outsider = await FluenceOutsider.StartAsync(_manager.PeerId);
        Cid cid = await outsider.AddAsync("far away");

        JsonObject missing = Assert.IsType<JsonObject>(await CallAsync("show", _network.Id(1), cid.ToString()));
        Assert.Contains("none of 2 connected peers has it", missing.ToString(), StringComparison.Ordinal);
        Assert.Equal("far away", Text(await CallAsync("loadFrom", _network.Id(1), cid.ToString(), outsider.Api)));
        Cid second = await outsider.AddAsync("and farther");
        Assert.Equal(Result(("contents", "and farther")), await CallAsync("showFrom", _network.Id(1), second.ToString(), outsider.Address));
        Cid third = await outsider.AddAsync("farthest");
        Assert.Equal(Result(), await CallAsync("meet", _network.Id(2), outsider.Address));
        Assert.Equal(Result(("contents", "farthest")), await CallAsync("show", _network.Id(2), third.ToString()));
    }

    [Fact]
    public async Task Addresses_are_told_as_they_were_set()
    {
        string local = $"/ip4/127.0.0.1/tcp/{_network.Nodes[1].IpfsUrl!.Port}", id = _network.Id(1);

        JsonValue told = await CallAsync("addresses", id, "/ip4/1.2.3.4/tcp/5001");

        Assert.Equal(new JsonArray([Result(("multiaddr", local)), Result(), Result(("multiaddr", $"/ip4/1.2.3.4/tcp/5001/p2p/{id}"))]), told);
        Assert.Contains("multiaddr should contain 2 or 3 components, 1 given", (await CallAsync("addresses", id, "/ip4/1.2.3.4")).ToString(), StringComparison.Ordinal);
        Assert.Contains("invalid multiaddr: x", (await CallAsync("addresses", id, "x")).ToString(), StringComparison.Ordinal);
        await _functions["setTimeout"].CallAsync(_client, [new JsonString(id), JsonNumber.FromInt64(5)]).Soon();
    }

    [Fact]
    public async Task Another_program_can_take_the_place_of_the_peers_own_ipfs()
    {
        await using FluenceOutsider program = await FluenceOutsider.StartAsync(_manager.PeerId);
        await using PeerNode peer = await PeerNetwork.StartPeerAsync(
            KeyPair.Generate(), 0, _network.Nodes[0].Addresses.Take(1),
            config => config with { ManagementPeerId = _manager.PeerId, IpfsApi = Multiaddr.Parse(program.Api) });
        await Eventually.True(() => _network.Nodes[0].HasConnection(peer.PeerId), "the peers are connected");
        string id = peer.PeerId.ToString();

        Assert.Equal(Result(("hash", Hello)), await CallAsync("store", id, "hello"));
        Assert.Equal(0, peer.Ipfs.Store.Count);
        Cid other = await program.AddAsync("of the program");
        Assert.Equal("of the program", Text(await CallAsync("load", id, other.ToString())));
    }

    [Fact]
    public async Task It_is_for_the_owners_of_a_peer()
    {
        await using FluenceClient stranger = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0))).Soon();

        ScriptException refused = await Assert.ThrowsAsync<ScriptException>(
            () => _functions["store"].CallAsync(stranger, [new JsonString(_network.Id(1)), new JsonString("x")]).Soon());
        Assert.Contains("only available to the host or worker spells", refused.Message, StringComparison.Ordinal);
    }

    private Task<JsonValue> CallAsync(string function, params string[] arguments) =>
        _functions[function].CallAsync(_client, [.. arguments.Select(argument => new JsonString(argument))]).Soon();

    private static JsonObject Result(params (string Name, string Value)[] field) => new(
        [("success", JsonBool.True), ("error", new JsonString("")), .. field.Select(member => (member.Name, (JsonValue)new JsonString(member.Value)))]);

    private static string Text(JsonValue value) => Assert.IsType<JsonString>(value).Value;

    private static string InRepository(string path, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path));
}
