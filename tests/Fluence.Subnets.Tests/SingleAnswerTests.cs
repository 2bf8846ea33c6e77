using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Calls that any one replica may answer: the first, in turn, round robin, the least loaded.</summary>
public sealed class SingleAnswerTests
{
    [Fact]
    public void The_first_answer_comes_from_a_replica_that_is_well() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        AssertAnswered(network, Oracle.Run(network, "ask_first"));
        Assert.True(network.Clock.Now < Oracle.Timeout, "nobody waits for those that do not answer");
    });

    [Fact]
    public void A_call_in_turn_goes_past_replicas_that_do_not_answer() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        AssertAnswered(network, Oracle.Run(network, "ask_in_turn"));
        Assert.True(network.Clock.Now <= (2 * Oracle.Timeout) + 2_000, "each faulty replica costs one time-out at most");
    });

    [Fact]
    public void Only_the_first_replica_is_called_if_it_is_well() => Seeds.Run(7, static network =>
    {
        SimulatedPeer first = network.Replicas[0];
        network.Break(2, Faults.Honest);
        first.Fault = Fault.None;
        if (first.IsUp && !network.Log.Contains($"{first.Name} ", StringComparison.Ordinal))
        {
            Assert.Equal(first.Id, Oracle.Run(network, "ask_in_turn").Get("replica").AsText());
            Assert.DoesNotContain("r2 p1 oracle", network.Log, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Without_any_replica_that_answers_a_call_fails_in_time() => Seeds.Run(7, static network =>
    {
        network.Break(7, Fault.Hangs, Fault.Late, Fault.Fails);
        string function = network.Random.Next(2) == 0 ? "ask_first" : "ask_in_turn";
        JsonValue reply = Oracle.Run(network, function);
        Assert.False(reply.Get("ok").IsTrue());
        Assert.Equal(
            network.Replicas.Where(static peer => peer.Fault == Fault.Fails).Select(static peer => peer.Id).Order(),
            reply.Get("errors").Items().Select(static each => each.Get("replica").AsText()).Order());
    });

    [Fact]
    public void Round_robin_begins_where_the_turn_says() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        int turn = network.Random.Next(1000);
        JsonValue reply = Oracle.Run(network, "ask_round_robin", ("turn", Json.Number(turn)));
        AssertAnswered(network, reply);
        SimulatedPeer chosen = network.Replicas[turn % 7];
        if (chosen.Fault == Fault.None)
        {
            Assert.Equal(chosen.Id, reply.Get("replica").AsText());
        }
    });

    [Fact]
    public void Turns_by_time_reach_all_replicas()
    {
        HashSet<string> reached = [];
        Seeds.Run(7, network =>
        {
            network.Clock.Wait(network.Random.Next(1_000));
            string replica = Oracle.Run(network, "ask_by_time").Get("replica").AsText();
            lock (reached)
            {
                reached.Add(replica);
            }
        }, share: 2);
        Assert.Equal(7, reached.Count);
    }

    [Fact]
    public void The_least_loaded_replica_is_called() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        Dictionary<string, int> loads = network.Replicas.ToDictionary(static peer => peer.Id, peer => network.Random.Next(5));
        InstallStat(network, peer => Stat(loads[peer.Id]));
        JsonValue reply = Oracle.Run(network, "ask_least_loaded", ("stat_ms", Json.Number(1_000)));
        AssertAnswered(network, reply);
        int least = network.Correct.Min(peer => loads[peer.Id]);
        Assert.True(loads[reply.Get("replica").AsText()] <= least);
    });

    [Fact]
    public void Lies_about_the_load_keep_nobody_from_an_answer() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        string[] nonsense = ["7", "\"\"", "null", "{}", "{\"status\":true}", "{\"status\":true,\"error\":\"\",\"result\":[]}", """
            {"status":true,"error":"","result":[{"total_stats":{"success_req_count":"many","failed_req_count":[]}}]}
            """];
        InstallStat(network, peer => peer.Fault == Fault.None && network.Random.Next(3) > 0
            ? Stat(3) : new CallResult(0, nonsense[network.Random.Next(nonsense.Length)]));
        AssertAnswered(network, Oracle.Run(network, "ask_least_loaded", ("stat_ms", Json.Number(1_000))));
    });

    private static void AssertAnswered(SimulatedNetwork network, JsonValue reply)
    {
        Assert.True(reply.Get("ok").IsTrue());
        Assert.Equal(Oracle.Truth("life"), reply.Get("value").AsText());
        Assert.Contains(network.Replicas, peer => peer.Id == reply.Get("replica").AsText());
    }

    private static void InstallStat(SimulatedNetwork network, Func<SimulatedPeer, CallResult> answer) =>
        network.Services["stat"] = (peer, _) => answer(peer);

    private static CallResult Stat(int calls) => new(0, calls == 0
        ? """{"status":false,"error":"No stats were collected for the `oracle` service","result":[]}"""
        : $$$"""{"status":true,"error":"","result":[{"total_stats":{"success_req_count":{{{calls - 1}}},"failed_req_count":1}}]}""");
}
