using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Many items over many replicas, and one question to all of them.</summary>
public sealed class ScatterTests
{
    [Fact]
    public void Every_item_is_answered_in_its_place_though_two_replicas_of_seven_are_faulty() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.Honest);
        string[] questions = [.. Enumerable.Range(0, network.Random.Next(10)).Select(number => $"q{number % 5}")];
        JsonValue replies = Oracle.Run(network, "ask_each", ("questions", new JsonArray(questions.Select(Json.Text))));
        Assert.Equal(questions.Select(Oracle.Truth), replies.Items().Select(static reply => reply.Get("value").AsText()));
    });

    [Fact]
    public void Items_are_spread_evenly_over_replicas_that_are_well() => Seeds.Run(7, static network =>
    {
        string[] questions = [.. Enumerable.Range(0, 14).Select(static number => $"q{number}")];
        JsonValue replies = Oracle.Run(network, "ask_each", ("questions", new JsonArray(questions.Select(Json.Text))));
        Assert.All(replies.Items().CountBy(static reply => reply.Get("replica").AsText()), static count => Assert.Equal(2, count.Value));
    }, share: 10);

    [Fact]
    public void Items_that_no_replica_can_do_are_told() => Seeds.Run(7, static network =>
    {
        network.Break(7, Fault.Fails);
        JsonValue replies = Oracle.Run(network, "ask_each", ("questions", new JsonArray([Json.Text("a"), Json.Text("b")])));
        Assert.Equal([7, 7], replies.Items().Select(static reply => reply.Get("errors").Items().Count));
        Assert.All(replies.Items(), static reply => Assert.False(reply.Get("ok").IsTrue()));
    }, share: 4);

    [Fact]
    public void All_answers_that_come_in_time_are_gathered() => Seeds.Run(7, static network =>
    {
        network.Break(2, Faults.All);
        JsonValue gathered = Oracle.Run(network, "ask_all");
        Dictionary<string, JsonValue> answers = gathered.Get("answers").Items()
            .ToDictionary(static each => each.Get("replica").AsText(), static each => each.Get("value"));
        Assert.All(network.Correct, peer => Assert.Equal(Json.Text(Oracle.Truth("life")), answers[peer.Id]));
        Assert.All(network.Faulty.Where(static peer => peer.Fault is Fault.Hangs or Fault.Late or Fault.Fails), peer =>
            Assert.DoesNotContain(peer.Id, answers.Keys));
        Assert.True(network.Clock.Now <= Oracle.Timeout + 1_000);
    });
}
