using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Service discovery: ten peers, of which the seven nearest to a key keep its records.</summary>
public sealed class RegistryTests
{
    private const int Peers = 10, Nearest = 7, Needed = 5;

    private const string Key = "blue service";

    [Fact]
    public void What_was_published_is_found_and_nothing_else_though_two_peers_are_faulty() => Seeds.Run(Peers, static network =>
    {
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        SimulatedPeer publisher = Anyone(network);
        JsonValue published = Publish(network, publisher, "srv-1", "hello", 100_000);
        Assert.True(published.Get("ok").IsTrue());
        network.Clock.Wait(1_000);
        JsonValue record = Assert.Single(Resolve(network));
        Assert.Equal(publisher.Id, record.Get("peer_id").AsText());
        Assert.Equal("srv-1", record.Get("service_id").AsText());
        Assert.Equal("hello", record.Get("metadata").AsText());
    }, share: 8);

    [Fact]
    public void The_newest_record_of_each_offer_counts() => Seeds.Run(Peers, static network =>
    {
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        SimulatedPeer publisher = Anyone(network);
        Publish(network, publisher, "srv-1", "old", 100_000);
        Publish(network, network.Relay, "srv-1", "of the relay", 100_000);
        Publish(network, publisher, "srv-1", "new", 100_000);
        network.Clock.Wait(1_000);
        Assert.Equal(
            publisher == network.Relay ? ["new"] : ["new", "of the relay"],
            Resolve(network).Select(static record => record.Get("metadata").AsText()).Order());
    }, share: 20);

    [Fact]
    public void Records_end_with_their_time() => Seeds.Run(Peers, static network =>
    {
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        Assert.True(Publish(network, Anyone(network), "srv-1", "", 10_000).Get("ok").IsTrue());
        network.Clock.Wait(11_000);
        Assert.Empty(Resolve(network));
    }, share: 20);

    [Fact]
    public void Records_are_kept_up_by_those_that_have_them() => Seeds.Run(Peers, static network =>
    {
        using MarineServices store = Store(network);
        SimulatedPeer publisher = network.Relay;
        Publish(network, publisher, "srv-1", "", 100_000);
        network.Clock.Wait(1_000);
        SimulatedPeer[] holders = [.. network.Replicas.Where(peer => Records(store, peer).Count > 0)];
        Assert.Equal(Nearest, holders.Length);
        SimulatedPeer empty = network.Replicas.First(peer => !holders.Contains(peer));
        network.Replicas.Where(peer => peer != empty && peer != holders[0]).Take(2).ToList().ForEach(static peer => peer.Stop());
        JsonValue kept = network.Run(
            holders[0],
            AquaScripts.Of("registry.aqua", "replicate"),
            ("key", Json.Text(Key)), ("count", Json.Number(9)), ("need", Json.Number(7)), ("timeout_ms", Json.Number(1_000)));
        Assert.True(kept.AsNumber() >= 7);
        Assert.Single(Records(store, empty));
    }, share: 20);

    [Fact]
    public void Forged_records_are_not_kept() => Seeds.Run(Peers, static network =>
    {
        using MarineServices store = Store(network);
        SimulatedPeer victim = network.Replicas[0];
        Publish(network, network.Relay, "srv-1", "true", 100_000);
        JsonValue genuine = network.Replicas.Select(peer => Records(store, peer)).First(static records => records.Count > 0)[0];
        string[] forged =
        [
            genuine.AsText().Replace("4:true", "4:fake", StringComparison.Ordinal),
            genuine.AsText().Replace(network.Relay.Id, victim.Id, StringComparison.Ordinal),
            genuine.AsText()[..^2] + "00",
            "", "nonsense", "21:fluence-subnet-record", "99999999999999999999:x",
        ];
        Assert.All(forged, text => Assert.Equal("false", store.Ask(victim, "put_record", Json.Text(text)).ToString()));
        Assert.Equal("true", store.Ask(victim, "put_record", genuine).ToString());
    }, share: 100);

    private static MarineServices Store(SimulatedNetwork network)
    {
        network.Lie = (_, call, truth) => Lie(network, call, truth);
        return new MarineServices(network, "subnet-store", "registry");
    }

    /// <summary>Says that records are kept that are not asked for, forges those that are there, or hides them.</summary>
    private static CallResult Lie(SimulatedNetwork network, CallContext call, CallResult truth)
    {
        if (call.Request.FunctionName == "put_record")
        {
            return new CallResult(0, "true");
        }

        IEnumerable<JsonValue> records = JsonValue.Parse(truth.Result).Items();
        return new CallResult(0, network.Random.Next(4) switch
        {
            0 => "[]",
            1 => "{\"not\":\"a list\"}",
            2 => "[17,null,\"nonsense\"]",
            _ => new JsonArray(records.Select(static record => Json.Text(record.AsText().Replace("5:hello", "5:wrong", StringComparison.Ordinal))))
                .ToString(),
        });
    }

    private static SimulatedPeer Anyone(SimulatedNetwork network) => network.Random.Next(2) == 0
        ? network.Relay : network.Correct.ElementAt(network.Random.Next(network.Correct.Count()));

    private static JsonValue Publish(SimulatedNetwork network, SimulatedPeer publisher, string service, string metadata, long ttl) => network.Run(
        publisher,
        AquaScripts.Of("registry.aqua", "publish"),
        ("key", Json.Text(Key)), ("service_id", Json.Text(service)), ("metadata", Json.Text(metadata)), ("ttl_ms", Json.Number(ttl)),
        ("count", Json.Number(Nearest)), ("need", Json.Number(Needed)), ("timeout_ms", Json.Number(1_000)));

    private static IReadOnlyList<JsonValue> Resolve(SimulatedNetwork network) => network.Run(
        Anyone(network),
        AquaScripts.Of("registry.aqua", "resolve"),
        ("key", Json.Text(Key)), ("count", Json.Number(Nearest)), ("need", Json.Number(Needed)), ("timeout_ms", Json.Number(1_000))).Items();

    private static IReadOnlyList<JsonValue> Records(MarineServices store, SimulatedPeer peer) =>
        store.Ask(peer, "get_records", Json.Text(Key)).Items();
}
