using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Services.Spells;

namespace Fluence.Peer.Tests.Spells;

/// <summary>Spells that run on peers, in scripts that go to others.</summary>
public sealed class SpellTests
{
    [Fact]
    public async Task A_spell_runs_by_the_clock_and_calls_services_here_and_there()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string script = $"""
            (seq
             (seq
              (call %init_peer_id% ("getDataSrv" "spell_id") [] id)
              (call %init_peer_id% (id "get_u32") ["hw_counter"] counter))
             (seq
              (seq
               (call "{network.Far.Node.PeerId}" ("op" "concat_strings") ["far " id] far)
               (call %init_peer_id% ("op" "noop") []))
              (call "{network.Manager.PeerId}" ("told" "it") [id counter.$.value far %init_peer_id%])))
            """;
        string spell = await network.InstallAsync(script, new TriggerConfig(network.Seconds + 1, 0, 1));
        for (int run = 1; run <= 2; run++)
        {
            network.Near.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(
                $"""["{spell}",{run},"far {spell}","{network.NearId}"]""", new JsonArray(await network.ToldAsync()).ToString());
        }
    }

    [Fact]
    public async Task What_a_script_stores_and_the_errors_that_it_meets_are_there_for_others()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string script = $"""
            (seq
             (seq
              (seq (call %init_peer_id% ("json" "obj") ["key" "value"] obj) (call %init_peer_id% ("callbackSrv" "response") [obj]))
              (xor
               (call %init_peer_id% ("srv" "remove") ["nothing"])
               (call %init_peer_id% ("errorHandlingSrv" "error") [%last_error% 5])))
             (call "{network.Manager.PeerId}" ("told" "it") []))
            """;
        string spell = await network.InstallAsync(script, new TriggerConfig(StartSec: 1));
        network.Near.Clock.Advance(TimeSpan.Zero);
        await network.ToldAsync();
        JsonArray errors = Assert.IsType<JsonArray>(
            await network.RunAsync($"""(call relay ("{spell}" "get_errors") ["spell_{spell}_0"] result)"""));
        string error = Assert.Single(errors.Items).ToString()!;
        Assert.Contains("\"error_idx\":5", error, StringComparison.Ordinal);
        Assert.Contains("Service with id 'nothing' not found", error, StringComparison.Ordinal);
        JsonValue stored = await network.RunAsync($"""(call relay ("{spell}" "get_string") ["key"] result)""");
        Assert.Contains("\"value\":\"\\\"value\\\"\"", stored.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_tells_which_spells_it_has()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        JsonValue identity = await network.RunAsync("""(call relay ("peer" "identify") [] result)""");
        Assert.Contains("\"spell_version\":\"0.7.6\"", identity.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spell_runs_when_peers_come_and_go()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string script = $"""
            (seq
             (call %init_peer_id% ("getDataSrv" "hw_trigger") [] trigger)
             (call "{network.Manager.PeerId}" ("told" "it") [trigger]))
            """;
        await network.InstallAsync(script, new TriggerConfig(Connect: true, Disconnect: true));
        FluenceClient other = await FluenceClient.ConnectAsync(network.Near.Address, time: network.Near.Clock);
        Assert.Equal(
            $$"""[{"peer":[{"connected":true,"peer_id":"{{other.PeerId}}"}],"timer":[]}]""", new JsonArray(await network.ToldAsync()).ToString());
        await other.DisposeAsync();
        Assert.Equal(
            $$"""[{"peer":[{"connected":false,"peer_id":"{{other.PeerId}}"}],"timer":[]}]""", new JsonArray(await network.ToldAsync()).ToString());
    }

    [Fact]
    public async Task Spells_and_workers_go_on_after_a_restart()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string worker = await network.CreateWorkerAsync("deal");
        string script = $"""
            (seq
             (seq (call %init_peer_id% ("self" "get_u32") ["hw_counter"] counter) (call "{network.NearId}" ("op" "noop") []))
             (call "{network.Manager.PeerId}" ("told" "it") [counter.$.value %init_peer_id%]))
            """;
        await network.InstallAsync(script, new TriggerConfig(network.Seconds + 1, 0, 1), worker);
        network.Near.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal($"""[1,"{worker}"]""", new JsonArray(await network.ToldAsync()).ToString());
        await network.RestartAsync();

        for (int run = 2; run <= 3; run++)
        {
            // the first one at once, since its start has passed
            network.Near.Clock.Advance(TimeSpan.FromSeconds(run == 2 ? 0 : 1));
            Assert.Equal($"""[{run},"{worker}"]""", new JsonArray(await network.ToldAsync()).ToString());
        }
    }
}
