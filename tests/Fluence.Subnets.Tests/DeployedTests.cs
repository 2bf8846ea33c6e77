using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>The replicas' service on four real peers, as anyone would put it there, of which one is gone then.</summary>
public sealed class DeployedTests : IAsyncLifetime
{
    private LoopbackPeers _peers = null!;

    private JsonValue Replicas => LoopbackPeers.Replicas(_peers.Nodes.Select(static node => node.PeerId));

    public async Task InitializeAsync()
    {
        _peers = await LoopbackPeers.StartAsync(4);
        byte[] module = await File.ReadAllBytesAsync(
            Path.Combine(AquaScripts.Library, "services", "subnet-store", "subnet_store", "subnet_store.wasm"));
        foreach (PeerId peer in _peers.Nodes.Select(static node => node.PeerId))
        {
            await RunAsync(
                "deploy",
                ("peer", Json.Text(peer.ToString())), ("wasm", Json.Text(Convert.ToBase64String(module))), ("name", Json.Text("subnet_store")),
                ("aliases", new JsonArray([Json.Text("subnet-store"), Json.Text("registry")])));
        }

        await _peers.StopAsync(3);
    }

    public async Task DisposeAsync() => await _peers.DisposeAsync();

    [Fact]
    public async Task Values_are_written_and_read()
    {
        JsonValue written = await RunAsync(
            "put_at_relay", ("replicas", Replicas), ("key", Json.Text("k")), ("value", Json.Text("v")), ("request", Json.Text("1")));
        Assert.True(written.Get("ok").IsTrue());
        JsonValue got = await RunAsync("get_at_relay", ("replicas", Replicas), ("key", Json.Text("k")));
        Assert.Equal("v", got.Get("value").AsText());
    }

    [Fact]
    public async Task A_value_is_decided_once()
    {
        foreach (string proposal in (string[])["red", "blue"])
        {
            JsonValue agreed = await RunAsync(
                "agree_at_relay", ("replicas", Replicas), ("name", Json.Text("colour")), ("proposal", Json.Text(proposal)));
            Assert.Equal("red", agreed.Get("value").AsText());
        }
    }

    [Fact]
    public async Task Nothing_is_found_that_nobody_offers() => Assert.Empty((await RunAsync(
        "resolve", ("key", Json.Text("k")), ("count", Json.Number(3)), ("need", Json.Number(2)), ("timeout_ms", Json.Number(1_000)))).Items());

    private Task<JsonValue> RunAsync(string function, params (string Name, JsonValue Value)[] arguments) =>
        _peers.RunAsync("deployed.aqua", function, arguments);
}
