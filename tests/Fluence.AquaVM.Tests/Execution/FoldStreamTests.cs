namespace Fluence.AquaVM.Tests.Execution;

public sealed class FoldStreamTests
{
    [Fact]
    public void Values_that_the_fold_adds_are_visited_too()
    {
        Step step = new TestPeer(
            "A", "(seq (ap 1 $s) (fold $s i (seq (xor (match i 1 (ap 2 $s)) (null)) (next i))))").Run();

        Assert.Equal(["ap @0", "fold 0:[2,1][3,0] 2:[3,0][3,0]", "ap @1"], step.Trace);
    }

    [Fact]
    public void States_before_and_after_next_are_told_apart()
    {
        Step step = new TestPeer(
            "A", "(seq (seq (ap 1 $s) (ap 2 $s)) (fold $s i (par (ap i $before) (next i))))").Run();

        Assert.Equal(
            ["ap @0", "ap @0", "fold 0:[3,2][7,0] 1:[5,2][7,0]", "par 1 2", "ap @0", "par 1 0", "ap @0"], step.Trace);
    }

    [Fact]
    public void A_stream_that_does_not_exist_is_waited_for_without_a_state()
    {
        Step step = new TestPeer("A", """
            (seq (par (call "B" ("" "") [] $s) (null)) (seq (fold $s i (next i)) (call "C" ("" "") [])))
            """).Run();

        Assert.Equal(["par 1 0", "sent by A"], step.Trace);
    }

    [Fact]
    public void A_fold_without_a_last_instruction_is_never_complete()
    {
        Assert.Empty(Peers("(fold $s i (next i))"));
        Assert.Equal(["B"], Peers("(fold $s i (next i) (null))"));
        Assert.Equal(["B"], Peers("(fold $s i (par (null) (next i)))"));

        static IReadOnlyList<string> Peers(string fold) =>
            new TestPeer("A", $"(seq (ap 1 $s) (seq {fold} (call \"B\" (\"\" \"\") [])))").Run().Outcome.NextPeers;
    }

    [Fact]
    public void Errors_of_the_body_are_dropped()
    {
        Step step = new TestPeer(
            "A", "(seq (seq (ap 1 $s) (ap 2 $s)) (fold $s i (seq (ap i $out) (seq (fail 1 \"\") (next i)))))").Run();

        Assert.Equal(0, step.Code);
        Assert.Equal(["ap @0", "ap @0", "fold 0:[3,1][4,0]", "ap @0"], step.Trace);
    }

    [Fact]
    public void A_map_is_visited_pair_by_pair()
    {
        Step step = new TestPeer("A", """
            (seq (seq (ap ("k" 1) %m) (ap (2 "v") %m))
              (seq (fold %m i (seq (ap i $out) (next i)) (null)) (canon "A" $out #out)))
            """).Run();

        Assert.Equal("canon [{\"key\":\"k\",\"value\":1},{\"key\":2,\"value\":\"v\"}]", step.Trace[^1]);
    }

    [Fact]
    public void Old_values_keep_their_place_before_new_ones()
    {
        const string Script = "(seq (par (call \"A\" (\"\" \"a\") [] $s) (call \"B\" (\"\" \"b\") [] $s)) (canon \"C\" $s #cc))";
        var a = new TestPeer("A", Script);
        var b = new TestPeer("B", Script);
        var c = new TestPeer("C", Script);
        Step atA = a.Run(Services.Echo);
        Step atB = b.Run(Services.Echo);

        Step first = c.Run(atB.Data);
        Step second = c.Run(atA.Data);

        Assert.Equal(["par 1 1", "sent by B", "stream \"b\" @0", "canon [\"b\"]"], first.Trace);
        Assert.Equal(["par 1 1", "stream \"a\" @1", "stream \"b\" @0", "canon [\"b\"]"], second.Trace);
    }

    [Fact]
    public void An_endless_stream_ends_the_run()
    {
        var error = Assert.Throws<UncatchableException>(
            () => new TestPeer("A", "(seq (ap 1 $s) (fold $s i (seq (ap i $s) (next i))))").Run());

        Assert.Equal((20013, "stream size goes over the allowed limit of 1024"), (error.Code, error.Message));
    }
}
