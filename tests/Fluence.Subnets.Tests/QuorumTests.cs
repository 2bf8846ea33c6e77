using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Replicated calls with a quorum.</summary>
public sealed class QuorumTests
{
    [Fact]
    public void Two_faulty_replicas_of_seven_do_not_keep_the_others_from_agreeing() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.All);
        JsonValue answer = Ask(network, need: 4);
        Assert.True(answer.Get("ok").IsTrue());
        Assert.Equal(Oracle.Truth("life"), answer.Get("value").AsText());
        Assert.True(answer.Get("votes").AsNumber() >= 4);
    });

    [Fact]
    public void Two_histories_of_the_script_may_keep_a_quorum_from_being_heard_but_make_no_wrong_value() => Seeds.Run(7, static network =>
    {
        network.Break(2, Fault.Forks, Fault.Lies);
        JsonValue answer = Ask(network, need: 4);
        Assert.Equal(answer.Get("ok").IsTrue() ? Oracle.Truth("life") : "", answer.Get("value").AsText());
    });

    [Fact]
    public void A_value_that_more_replicas_vouch_for_than_lie_is_true() => Seeds.Run(7, static network =>
    {
        network.Break(2, Fault.Lies, Fault.Equivocates);
        Assert.Equal(Oracle.Truth("life"), Ask(network, need: 3).Get("value").AsText());
    });

    [Fact]
    public void With_four_faulty_replicas_of_seven_there_is_no_quorum_and_no_wrong_value() => Seeds.Run(7, static network =>
    {
        network.Break(4, Fault.Dies, Fault.Hangs, Fault.Late, Fault.Fails, Fault.Equivocates);
        foreach (SimulatedPeer peer in network.Faulty.Where(static peer => peer.Fault == Fault.Dies))
        {
            peer.Stop();
        }

        JsonValue answer = Ask(network, need: 4);
        Assert.False(answer.Get("ok").IsTrue());
        Assert.Equal("", answer.Get("value").AsText());
        Assert.True(network.Clock.Now <= Oracle.Timeout + 1_000, "it waits no longer than it was told to");
    });

    [Fact]
    public void It_tells_who_answered_what_and_who_failed() => Seeds.Run(7, static network =>
    {
        network.Break(2, Fault.Fails);
        JsonValue answer = Ask(network, need: 6);
        Assert.False(answer.Get("ok").IsTrue());
        Assert.Equal(
            network.Correct.Select(static peer => peer.Id).Order(),
            answer.Get("answers").Items().Select(static each => each.Get("replica").AsText()).Order());
        Assert.Equal(
            network.Faulty.Select(static peer => peer.Id).Order(),
            answer.Get("errors").Items().Select(static each => each.Get("replica").AsText()).Order());
        Assert.True(network.Clock.Now < Oracle.Timeout, "it does not wait once all have been heard");
    });

    [Fact]
    public void The_test_catches_a_lie_where_one_vote_is_enough()
    {
        int lies = 0;
        Seeds.Run(7, network =>
        {
            network.Break(2, Fault.Lies);
            if (Ask(network, need: 1).Get("value").AsText() == Oracle.CommonLie)
            {
                Interlocked.Increment(ref lies);
            }
        }, share: 4);
        Assert.True(lies > 0);
    }

    private static JsonValue Ask(SimulatedNetwork network, int need) => Oracle.Run(network, "ask_quorum", ("need", Json.Number(need)));
}
