using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.JsClient;

/// <summary>An unmodified js-client 0.9.0, with functions compiled by aqua-api 0.14.6, on three peers of ours.</summary>
public sealed class JsClientTests : IAsyncLifetime
{
    private PeerNetwork _network = null!;
    private JsClientDriver? _driver;

    public async Task InitializeAsync()
    {
        _network = await PeerNetwork.StartAsync(3);
        if (NodeProgram.Missing("client") is null)
        {
            _driver = await JsClientDriver.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_driver is not null)
        {
            await _driver.DisposeAsync();
        }

        await _network.DisposeAsync();
    }

    [NodeFact("client")]
    public async Task A_call_goes_through_the_relay_and_back()
    {
        JsClientDriver driver = await ConnectAsync();
        Assert.Equal("relay: hello", (string?)await driver.CallAsync("c", "throughRelay", "hello"));
        Assert.True((long)(await driver.CallAsync("c", "relayTime"))! > 1_700_000_000);
    }

    [NodeFact("client")]
    public async Task Steps_run_on_one_peer_and_from_there_on_another()
    {
        JsClientDriver driver = await ConnectAsync();
        Assert.Equal("start a b", (string?)await driver.CallAsync("c", "nested", _network.Id(1), _network.Id(2), "start"));
    }

    [NodeFact("client")]
    public async Task Three_peers_work_at_once_and_are_joined_on_a_stream()
    {
        JsClientDriver driver = await ConnectAsync();
        string[] ids = [_network.Id(0), _network.Id(1), _network.Id(2)];
        JsonNode? answer = await driver.CallAsync("c", "joined", new JsonArray([.. ids]));
        Assert.Equal(ids.Order(), answer!.AsArray().Select(id => (string)id!).Order());
    }

    [NodeFact("client")]
    public async Task Particles_that_meet_on_their_ways_are_never_lost()
    {
        JsClientDriver driver = await ConnectAsync();
        JsonArray ids = [_network.Id(0), _network.Id(1), _network.Id(2)];
        for (int round = 0; round < 60; round++)
        {
            JsonNode? answer = await driver.CallAsync("c", "joined", ids.DeepClone());
            Assert.Equal(3, answer!.AsArray().Count);
        }
    }

    [NodeFact("client")]
    public async Task An_error_on_another_peer_can_be_caught()
    {
        JsClientDriver driver = await ConnectAsync();
        string? message = (string?)await driver.CallAsync("c", "caught", _network.Id(1));
        Assert.Contains("Service with id 'no-such-service' not found (function run)", message, StringComparison.Ordinal);
    }

    [NodeFact("client")]
    public async Task An_error_that_nothing_catches_reaches_the_client()
    {
        JsClientDriver driver = await ConnectAsync();
        JsClientException error = await Assert.ThrowsAsync<JsClientException>(() => driver.CallAsync("c", "uncaught", _network.Id(2)));
        Assert.Contains("Service with id 'no-such-service' not found (function run)", error.Message, StringComparison.Ordinal);
    }

    [NodeFact("client")]
    public async Task A_function_of_the_client_is_called_in_between()
    {
        JsClientDriver driver = await ConnectAsync();
        JsonNode? answer = await driver.CallAsync("c", "callback", _network.Id(1), new JsonObject { ["$callback"] = "asked: " });
        Assert.Equal("asked: who are you, client?!", (string?)answer);
    }

    [NodeFact("client")]
    public async Task Three_mebibytes_go_to_another_peer_and_back()
    {
        JsClientDriver driver = await ConnectAsync();
        string text = string.Concat(Enumerable.Range(0, 3 * 1024 * 1024 / 16).Select(i => i.ToString("x16")));
        Assert.Equal(text, (string?)await driver.CallAsync("c", "echoBig", _network.Id(1), text));
    }

    [NodeFact("client")]
    public async Task Two_clients_talk_through_two_relays()
    {
        JsClientDriver driver = await ConnectAsync();
        string other = await driver.ConnectAsync("other", _network.Relay(2));
        await driver.OperateAsync("greeter", "other");
        Assert.Equal("hello Ada", (string?)await driver.CallAsync("c", "greetOther", _network.Id(2), other, "Ada"));
    }

    [NodeFact("client")]
    public async Task A_client_connects_again_after_its_relay_was_restarted()
    {
        KeyPair key = KeyPair.Generate();
        await _network.AddAsync(key);
        await _driver!.ConnectAsync("r", _network.Relay(3));
        Assert.Equal("relay: before", (string?)await _driver.CallAsync("r", "throughRelay", "before"));

        await _network.RestartAsync(3, key);
        Assert.Equal("relay: after", (string?)await _driver.CallAsync("r", "throughRelay", "after"));
    }

    [NodeFact("client")]
    public async Task Thousands_of_particles_leak_no_stream()
    {
        JsClientDriver driver = await ConnectAsync();
        await BurstAsync(driver, 100);
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await BurstAsync(driver, 2_500);
        long after = GC.GetTotalMemory(forceFullCollection: true);

        JsonNode? streams = await driver.OperateAsync("streams", "c");
        Assert.All(streams!.AsArray(), count => Assert.InRange((int)count!, 0, 4));
        Assert.True(_network.Nodes[0].ParticleMetrics.Received >= 2_600, "every call brings a particle to the relay");
        Assert.True(_network.Nodes[0].ParticleMetrics.Sent >= 2_600, "every call brings a particle back");

        // what a particle leaves until its time is over: a few kilobytes of data and script
        Assert.InRange(after - before, long.MinValue, 2_500 * 40_000L);
    }

    private static Task<JsonNode?> BurstAsync(JsClientDriver driver, int times) =>
        driver.SendAsync(new JsonObject { ["op"] = "burst", ["client"] = "c", ["function"] = "count", ["times"] = times });

    private async Task<JsClientDriver> ConnectAsync()
    {
        await _driver!.ConnectAsync("c", _network.Relay(0));
        return _driver;
    }
}
