using Fluence.Client;
using Fluence.Primitives.Json;
using Fluence.Services.Spells;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Spells;

/// <summary>Workers in scripts: they are reached through their host.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task A_client_calls_a_worker_through_its_host()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string worker = await network.CreateWorkerAsync("deal");
        JsonValue result = await network.RunAsync($"""
            (seq
             (seq (call relay ("op" "noop") []) (call "{worker}" ("sig" "get_peer_id") [] id))
             (seq (call "{worker}" ("srv" "list") [] services) (call "{worker}" ("op" "array") [id services] result)))
            """);
        Assert.Equal($"""["{worker}",[]]""", result.ToString());
    }

    [Fact]
    public async Task Workers_call_each_other_their_host_and_other_peers()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string one = await network.CreateWorkerAsync("one"), other = await network.CreateWorkerAsync("other");
        string script = $"""
            (seq
             (seq
              (call "{other}" ("sig" "get_peer_id") [] b)
              (call "{network.NearId}" ("sig" "get_peer_id") [] c))
             (seq
              (seq (call "{one}" ("sig" "get_peer_id") [] a) (call "{network.Far.Node.PeerId}" ("peer" "timestamp_sec") [] time))
              (seq
               (call "{network.NearId}" ("op" "noop") [])
               (call "{network.Manager.PeerId}" ("told" "it") [%init_peer_id% a b c]))))
            """;
        await network.InstallAsync(script, new TriggerConfig(StartSec: 1), one);
        network.Near.Clock.Advance(TimeSpan.Zero);
        Assert.Equal(
            $"""["{one}","{one}","{other}","{network.NearId}"]""", new JsonArray(await network.ToldAsync()).ToString());
    }

    [Fact]
    public async Task A_worker_that_is_not_active_answers_its_owners_only()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string worker = await network.CreateWorkerAsync("deal");
        await network.RunAsync("""(seq (call relay ("worker" "deactivate") ["deal"]) (call relay ("op" "array") [] result))""");
        string call = $"""(seq (call relay ("op" "noop") []) (call "{worker}" ("op" "array") ["there"] result))""";
        await using FluenceClient stranger = await FluenceClient.ConnectAsync(network.Near.Address, time: network.Near.Clock);
        long ran = network.Near.Node.ParticleMetrics.Interpretations;
        Task<JsonValue> dropped = SpellNetwork.RunAsync(stranger, call);

        // it gets as far as the host, which runs it twice
        await Eventually.True(() => network.Near.Node.ParticleMetrics.Interpretations == ran + 2, "the host has run it");
        Assert.Equal("[\"there\"]", (await network.RunAsync(call)).ToString());
        Assert.False(dropped.IsCompleted);
        network.Near.Clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<ScriptException>(() => dropped).Soon();
    }

    [Fact]
    public async Task A_worker_is_removed_while_it_runs_particles_even_by_one_of_them()
    {
        await using SpellNetwork network = await SpellNetwork.StartAsync();
        string worker = await network.CreateWorkerAsync("deal");
        await network.InstallAsync("(never)", new TriggerConfig(StartSec: 1, PeriodSec: 1), worker);
        network.Near.Clock.Advance(TimeSpan.Zero);

        // whether there is an answer is not said: who gives it is there no more
        _ = network.RunAsync($"""
            (seq (call relay ("op" "noop") []) (call "{worker}" ("worker" "remove") ["{worker}"] result))
            """);
        JsonValue workers = JsonArray.Empty;
        do
        {
            workers = await network.RunAsync("""(call relay ("worker" "list") [] result)""");
        }
        while (workers.ToString() != "[]");

        await network.CreateWorkerAsync("deal");
    }
}
