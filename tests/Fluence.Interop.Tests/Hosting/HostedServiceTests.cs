using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Client;
using Fluence.Client.Functions;
using Fluence.Crypto;
using Fluence.Interop.Tests.JsClient;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Hosting;

/// <summary>A module becomes a service on a peer of ours that everybody calls, through another peer as the relay.</summary>
public sealed class HostedServiceTests : IAsyncLifetime
{
    private readonly KeyPair _manager = KeyPair.Generate();
    private PeerNetwork _network = null!;

    public async Task InitializeAsync() =>
        _network = await PeerNetwork.StartAsync(2, config => config with { ManagementPeerId = _manager.PeerId });

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [NodeFact("client")]
    public async Task By_an_unmodified_js_client()
    {
        await using JsClientDriver driver = await JsClientDriver.StartAsync();
        await driver.ConnectAsync("manager", _network.Relay(0), _manager);
        await driver.ConnectAsync("user", _network.Relay(0));
        string wasm = await GreetingAsync();

        string id = (string)(await driver.CallAsync("manager", "deploy", _network.Id(1), wasm, "greeting"))!;
        Assert.Equal("Hi, Ann", (string?)await driver.CallAsync("user", "useService", _network.Id(1), id, "Ann"));
        Assert.Equal("Hi, Bob", (string?)await driver.CallAsync("user", "useService", _network.Id(1), "greeting", "Bob"));

        JsClientException refused = await Assert.ThrowsAsync<JsClientException>(
            () => driver.CallAsync("user", "deploy", _network.Id(1), wasm, "greeting"));
        Assert.Contains("only available to the host or worker spells", refused.Message, StringComparison.Ordinal);

        await driver.CallAsync("manager", "removeService", _network.Id(1), id);
        JsClientException gone = await Assert.ThrowsAsync<JsClientException>(
            () => driver.CallAsync("user", "useService", _network.Id(1), "greeting", "Eve"));
        Assert.Contains("Service with id 'greeting' not found (function greeting)", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_our_compiler_and_client()
    {
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(InRepository("tests/interop/client/functions.aqua"));
        Assert.False(program.HasErrors);
        Dictionary<string, AquaFunction> functions = program.Functions.ToDictionary(
            function => function.Name, function => new AquaFunction(FunctionDefinition.Parse(function.Definition), function.Air));
        await using FluenceClient manager = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0)), _manager).Soon();
        await using FluenceClient user = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0))).Soon();
        JsonString peer = new(_network.Id(1)), wasm = new(await GreetingAsync());

        JsonValue id = await functions["deploy"].CallAsync(manager, [peer, wasm, new JsonString("greeting")]).Soon();
        Assert.Equal("\"Hi, Ann\"", (await functions["useService"].CallAsync(user, [peer, id, new JsonString("Ann")]).Soon()).ToString());
        ScriptException refused = await Assert.ThrowsAsync<ScriptException>(
            () => functions["deploy"].CallAsync(user, [peer, wasm, new JsonString("greeting")]).Soon());
        Assert.Contains("only available to the host or worker spells", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> GreetingAsync() =>
        Convert.ToBase64String(await File.ReadAllBytesAsync(InRepository("examples/greeting/greeting/greeting.wasm")));

    private static string InRepository(string path, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path));
}
