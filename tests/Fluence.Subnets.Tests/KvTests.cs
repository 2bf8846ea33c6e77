using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>The key-value store with a leader, over the Marine service that its replicas run.</summary>
public sealed class KvTests
{
    private const int Timeout = 1_000;

    [Fact]
    public void What_was_written_is_read() => Seeds.Run(7, static network =>
    {
        using MarineServices store = Store(network);
        Assert.Equal((true, 0), Get(network, "k", out string before));
        Assert.Equal("", before);
        Assert.True(Put(network, "k", "v", "w1"));
        Assert.Equal((true, 1), Get(network, "k", out string value));
        Assert.Equal("v", value);
    }, share: 40);

    [Fact]
    public void A_request_that_comes_again_is_done_once() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        using MarineServices store = Store(network);
        Assert.True(Put(network, "k", "first", "w1"));
        Assert.True(Put(network, "k", "second", "w2"));
        Assert.True(Put(network, "k", "first", "w1"));
        Get(network, "k", out string value);
        Assert.Equal("second", value);
    }, share: 20);

    [Fact]
    public void Histories_are_linearizable_with_two_faulty_replicas_of_seven() => Seeds.Run(7, static network =>
    {
        network.LastStop = 5_000;
        network.SlowPercent = 15;
        network.Break(2, Faults.Honest);
        using MarineServices store = Store(network);
        KvClients clients = new(network, Timeout, static function => AquaScripts.Of("kv.aqua", function));
        clients.Run(clients: 3, operationsOfEach: 3);
        Assert.Equal("", clients.Impossible());
        Assert.True(Put(network, "a", "last", "end"), "the store goes on");
        Assert.True(Get(network, "a", out string value).Ok);
        Assert.Equal("last", value);
    }, share: 8);

    [Fact]
    public void The_test_catches_a_store_for_which_a_minority_is_enough()
    {
        const string Majority = "<- half + 1", Minority = "<- half - 2";
        string put = AquaScripts.Mutated("kv.aqua", "put", "election.aqua", Majority, Minority);
        string get = AquaScripts.Mutated("kv.aqua", "get", "election.aqua", Majority, Minority);
        int caught = 0;
        Seeds.Run(7, network =>
        {
            network.SlowPercent = 15;
            network.Break(2, Fault.Lossy, Fault.Restarts, Fault.Late);
            using MarineServices store = Store(network);
            KvClients clients = new(network, Timeout, function => function == "put" ? put : get);
            clients.Run(clients: 3, operationsOfEach: 6);
            if (clients.Impossible().Length > 0)
            {
                Interlocked.Increment(ref caught);
            }
        }, share: 20);
        Assert.True(caught > 0);
    }

    [Fact]
    public void Nothing_is_written_without_a_majority() => Seeds.Run(7, static network =>
    {
        network.Break(4, Fault.Hangs, Fault.Late, Fault.Fails);
        using MarineServices store = Store(network);
        Assert.False(Put(network, "k", "v", "w1"));
        Assert.False(Get(network, "k", out _).Ok);
    }, share: 50);

    private static MarineServices Store(SimulatedNetwork network)
    {
        network.ClientPercent = 20;
        return new MarineServices(network, "subnet-store", "subnet-store");
    }

    private static bool Put(SimulatedNetwork network, string key, string value, string request) => network.Run(
        AquaScripts.Of("kv.aqua", "put"), [.. Arguments(network, key), ("value", Json.Text(value)), ("request", Json.Text(request))])
        .Get("ok").IsTrue();

    private static (bool Ok, long Version) Get(SimulatedNetwork network, string key, out string value)
    {
        JsonValue got = network.Run(AquaScripts.Of("kv.aqua", "get"), Arguments(network, key));
        value = got.Get("value").AsText();
        return (got.Get("ok").IsTrue(), got.Get("version").AsNumber());
    }

    private static (string, JsonValue)[] Arguments(SimulatedNetwork network, string key) =>
        [("replicas", network.ReplicaList), ("group", Json.Text("g")), ("key", Json.Text(key)), ("timeout_ms", Json.Number(Timeout))];
}
