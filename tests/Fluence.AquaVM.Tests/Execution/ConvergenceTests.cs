using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Execution;

public sealed class ConvergenceTests
{
    private const string Joining = """
        (seq
          (par (call "A" ("" "a") [] x) (par (call "B" ("" "b") [] y) (xor (call "C" ("fail" "c") [] z) (ap "caught" z))))
          (seq (call "A" ("" "") [x y z] joined) (par (call "B" ("" "") [joined] b) (call "C" ("" "") [joined] c))))
        """;

    private const string Streaming = """
        (seq
          (par (par (call "A" ("" "a") [] $s) (call "B" ("" "b") [] $s)) (par (call "C" ("" "c") [] $s) (ap "d" $s)))
          (par
            (fold $s i (par (call "B" ("" "") [i] $seen) (next i)))
            (canon "C" $seen #seen)))
        """;

    /// <summary>Whatever order messages come in, and however often, all peers end up with the same states.</summary>
    [Fact]
    public void Every_order_of_delivery_gives_the_same_result()
    {
        IEnumerable<string> results = Enumerable.Range(0, 60)
            .Select(seed => string.Join('\n', Deliver(Joining, seed)["A"].Run().Trace)).Distinct();

        string result = Assert.Single(results);
        Assert.Contains("failed {\"message\":\"c\",\"ret_code\":7}", result, StringComparison.Ordinal);
        Assert.Contains("scalar \"a\"", result, StringComparison.Ordinal);
        Assert.DoesNotContain("sent by", result, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_in_streams_may_differ_but_not_what_is_in_them()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Dictionary<string, TestPeer> peers = Deliver(Streaming, seed);

            IEnumerable<string> values = peers["A"].Run().Trace.Where(state => state.StartsWith("stream", StringComparison.Ordinal))
                .Select(state => state.Split('"')[1]).Order(StringComparer.Ordinal);
            Assert.Equal("aabbccd", string.Concat(values));
        }
    }

    private static Dictionary<string, TestPeer> Deliver(string script, int seed)
    {
        var random = new Random(seed);
        Dictionary<string, TestPeer> peers = new[] { "A", "B", "C" }.ToDictionary(id => id, id => new TestPeer(id, script));
        var inbox = new List<(string Peer, InterpreterData? Data)> { ("A", null) };
        while (inbox.Count > 0)
        {
            int index = random.Next(inbox.Count);
            (string id, InterpreterData? data) = inbox[index];
            if (random.Next(4) > 0)
            {
                inbox.RemoveAt(index);
            }

            Step step = peers[id].Run(Services.ByName, data);
            foreach (string next in step.Outcome.NextPeers)
            {
                inbox.Add((next, step.Data));
            }
        }

        foreach (TestPeer from in peers.Values.Concat(peers.Values).Concat(peers.Values).ToList())
        {
            foreach (TestPeer to in peers.Values.Where(to => to != from))
            {
                to.Run(Services.ByName, from.Data);
            }
        }

        return peers;
    }
}
