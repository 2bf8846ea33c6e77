using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Client.Tests;

public sealed class RelayFailoverTests
{
    private static readonly FluenceClientOptions Eager = new() { ShortestPause = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task The_first_relay_that_answers_is_used()
    {
        TestRelay dead = await TestRelay.StartAsync();
        Multiaddr gone = dead.Address;
        await dead.DisposeAsync();
        await using TestRelay alive = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync([gone, alive.Address]).Soon();
        Assert.Equal(alive.Node.PeerId, client.RelayPeerId);
        Assert.Equal(alive.Node.PeerId.ToString(), await RelayOf(client));
    }

    [Fact]
    public async Task Scripts_go_by_another_relay_when_theirs_is_lost_and_by_the_first_when_that_is_back()
    {
        TestRelay first = await TestRelay.StartAsync();
        await using TestRelay second = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync([first.Address, second.Address], Eager).Soon();
        Assert.Equal(first.Node.PeerId.ToString(), await RelayOf(client));

        await first.StopAsync();
        Assert.Equal(second.Node.PeerId.ToString(), await RelayOf(client));

        await first.StartAgainAsync();
        await second.StopAsync();
        Assert.Equal(first.Node.PeerId.ToString(), await RelayOf(client));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_does_nothing_connects_again_by_itself()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync([relay.Address], Eager).Soon();
        await relay.StopAsync();
        await Eventually.True(() => !client.IsConnected, "the client sees that the relay is gone");
        await relay.StartAgainAsync();
        await Eventually.True(() => client.IsConnected, "the client connects again");
    }

    [Fact]
    public async Task Without_any_relay_a_script_fails_and_says_why()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync([relay.Address]).Soon();
        await relay.StopAsync();
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => RelayOf(client));
        Assert.Matches("relay (can|could) not be reached|no relay can be reached", failed.Message);
    }

    [Fact]
    public async Task A_client_without_relays_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => FluenceClient.ConnectAsync([]));

    [Fact]
    public async Task A_client_has_the_functions_that_every_peer_has()
    {
        await using TestRelay relay = await TestRelay.StartAsync();
        await using FluenceClient client = await FluenceClient.ConnectAsync(relay.Address).Soon();
        ScriptResult result = await client.RunAsync(new ScriptCall("""
            (seq (call %init_peer_id% ("op" "concat_strings") ["a" "b"] text)
             (seq (call %init_peer_id% ("math" "add") [1 2] sum)
              (call %init_peer_id% ("callbackSrv" "response") [text sum])))
            """)).Soon();
        Assert.Equal(["\"ab\"", "3"], result.Values.Select(value => value.ToString()));
    }

    private static async Task<string> RelayOf(FluenceClient client)
    {
        ScriptResult result = await client.RunAsync(new ScriptCall(Scripts.OnRelay("(\"op\" \"identity\")"))
        {
            Arguments = new Dictionary<string, JsonValue> { ["value"] = new JsonString("x") },
            Ttl = TimeSpan.FromSeconds(50),
        }).Soon();
        return Fluence.AquaVM.View.TraceAudit.Of(result.Data, result.ParticleId).Steps.First(step => step.Action == "op.identity").PeerId;
    }
}
