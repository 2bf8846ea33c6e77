using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Consensus on a value: fewer than a third of the replicas are faulty in any way.</summary>
public sealed class ConsensusTests
{
    private const int Timeout = 1_000;

    [Fact]
    public void What_the_only_client_proposes_is_decided() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        JsonValue agreed = network.Run(AquaScripts.Of("consensus.aqua", "agree"), Arguments(network, "blue"));
        Assert.True(agreed.Get("ok").IsTrue());
        Assert.Equal("blue", agreed.Get("value").AsText());
    }, share: 10);

    [Fact]
    public void Clients_with_different_proposals_agree_on_one_of_them() => Seeds.Run(7, static network =>
    {
        network.LastStop = 2_000;
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        AssertAgreement(network, ["red", "blue"]);
    }, share: 10);

    [Fact]
    public void What_was_decided_stays_decided() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.All);
        using MarineServices store = Store(network);
        string script = AquaScripts.Of("consensus.aqua", "agree");
        Assert.Equal("first", network.Run(script, Arguments(network, "first")).Get("value").AsText());
        Assert.Equal("first", network.Run(script, Arguments(network, "second")).Get("value").AsText());
        JsonValue decided = network.Run(AquaScripts.Of("consensus.aqua", "decided"), Arguments(network, ""));
        Assert.Equal("first", decided.Get("value").AsText());
    }, share: 10);

    [Fact]
    public void Nothing_is_decided_where_three_of_seven_do_not_take_part() => Seeds.Run(7, static network =>
    {
        network.Break(3, Fault.Hangs, Fault.Late, Fault.Fails);
        using MarineServices store = Store(network);
        Assert.False(network.Run(AquaScripts.Of("consensus.aqua", "agree"), Arguments(network, "blue")).Get("ok").IsTrue());
        Assert.All(network.Replicas, peer => Assert.Equal("", DecisionAt(network, store, peer)));
    }, share: 20);

    [Fact]
    public void Two_histories_of_one_script_make_no_two_decisions() => Seeds.Run(7, static network =>
    {
        network.Break(2, Fault.Forks);
        using MarineServices store = Store(network);
        string script = AquaScripts.Of("consensus.aqua", "agree");
        SimulatedParticle[] running = [network.Call(script, Arguments(network, "red")), network.Call(script, Arguments(network, "blue"))];
        network.Clock.Run(() => Array.TrueForAll(running, static each => each.IsDone), 60_000);
        IEnumerable<string> agreed = running.Where(static each => each.Results is [var result] && result.Get("ok").IsTrue())
            .Select(static each => each.Result.Get("value").AsText());
        IEnumerable<string> decided = network.Correct.Select(peer => DecisionAt(network, store, peer)).Where(static value => value.Length > 0);
        Assert.InRange(agreed.Concat(decided).Distinct().Count(), 0, 1);
        Assert.DoesNotContain(ConsensusLies.Evil, agreed.Concat(decided));
    }, share: 10);

    [Fact]
    public void No_script_makes_a_replica_decide_on_ballots_that_nobody_has_cast() => Seeds.Run(7, static network =>
    {
        using MarineServices store = Store(network);
        string[] members = [.. network.Replicas.Select(static peer => peer.Id)];
        JsonValue ballot = Json.Text(ConsensusLies.Ballot("colour", members, 1, ConsensusLies.Evil));
        JsonValue decision = network.Run(
            AquaScripts.Of("consensus.aqua", "forge"),
            ("replica", Json.Text(members[0])),
            ("name", Json.Text("colour")),
            ("members", new JsonArray(members.Select(Json.Text))),
            ("round", Json.Number(1)),
            ("ballots", new JsonArray(Enumerable.Repeat(ballot, 7))));
        Assert.Equal("", decision.AsText());
        Assert.Equal("", DecisionAt(network, store, network.Replicas[0]));
    }, share: 40);

    [Fact]
    public void The_test_catches_lies_of_more_than_a_third()
    {
        int lies = 0;
        Seeds.Run(7, network =>
        {
            network.Break(5, Fault.Lies);
            using MarineServices store = Store(network);
            if (network.Run(AquaScripts.Of("consensus.aqua", "agree"), Arguments(network, "blue")).Get("value").AsText() == ConsensusLies.Evil)
            {
                Interlocked.Increment(ref lies);
            }
        }, share: 20);
        Assert.True(lies > 0);
    }

    private static void AssertAgreement(SimulatedNetwork network, string[] proposals)
    {
        List<SimulatedParticle> running = [];
        foreach (string proposal in proposals)
        {
            network.Clock.After(network.Random.Next(300), () =>
                running.Add(network.Call(AquaScripts.Of("consensus.aqua", "agree"), Arguments(network, proposal))));
        }

        network.Clock.Run(() => running.Count == proposals.Length && running.TrueForAll(static each => each.IsDone), 60_000);
        string[] values = [.. running.Where(static each => each.Result.Get("ok").IsTrue()).Select(static each => each.Result.Get("value").AsText())];
        JsonValue last = network.Run(AquaScripts.Of("consensus.aqua", "agree"), Arguments(network, "late"));
        Assert.True(last.Get("ok").IsTrue(), "who comes later on gets an answer");
        Assert.All(values, value => Assert.Equal(last.Get("value").AsText(), value));
        Assert.Contains(last.Get("value").AsText(), (string[])[.. proposals, "late"]);
    }

    private static string DecisionAt(SimulatedNetwork network, MarineServices store, SimulatedPeer peer) => store.Ask(
        peer, "decision", Json.Text("colour"), new JsonArray(network.Replicas.Select(static each => Json.Text(each.Id)))).AsText();

    private static MarineServices Store(SimulatedNetwork network)
    {
        network.ClientPercent = 20;
        network.Lie = (peer, call, truth) => ConsensusLies.Answer(network, peer, call, truth);
        return new MarineServices(network, "subnet-store", "subnet-store");
    }

    private static (string, JsonValue)[] Arguments(SimulatedNetwork network, string proposal) =>
    [
        ("replicas", network.ReplicaList), ("name", Json.Text("colour")), ("proposal", Json.Text(proposal)), ("timeout_ms", Json.Number(Timeout)),
    ];
}
