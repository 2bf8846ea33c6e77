namespace Fluence.AquaVM.Tests.Execution;

public sealed class ControlFlowTests
{
    [Fact]
    public void Seq_goes_on_only_when_its_left_branch_is_complete()
    {
        var peer = new TestPeer("A", "(seq (never) (call \"B\" (\"\" \"\") []))");

        Step step = peer.Run();

        Assert.Empty(step.Outcome.NextPeers);
        Assert.Empty(step.Trace);
    }

    [Fact]
    public void Par_is_complete_when_one_branch_is()
    {
        Step step = new TestPeer("A", "(seq (par (never) (null)) (call \"B\" (\"\" \"\") []))").Run();

        Assert.Equal(["B"], step.Outcome.NextPeers);
        Assert.Equal(["par 0 0", "sent by A"], step.Trace);
    }

    [Fact]
    public void Par_fails_with_the_right_error_when_both_branches_fail()
    {
        Step step = new TestPeer("A", "(par (fail 1 \"left\") (fail 2 \"right\"))").Run();

        Assert.Contains("right", step.Outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(0, new TestPeer("A", "(par (fail 1 \"left\") (null))").Run().Code);
    }

    [Fact]
    public void Par_counts_nested_states()
    {
        Step step = new TestPeer("A", "(par (par (ap 1 $s) (ap 2 $s)) (ap 3 $s))").Run();

        Assert.Equal(["par 3 1", "par 1 1", "ap @0", "ap @0", "ap @0"], step.Trace);
    }

    [Fact]
    public void Xor_runs_its_right_branch_after_an_error_only()
    {
        Assert.Equal(["B"], new TestPeer("A", "(xor (fail 1 \"\") (call \"B\" (\"\" \"\") []))").Run().Outcome.NextPeers);
        Assert.Empty(new TestPeer("A", "(xor (never) (call \"B\" (\"\" \"\") []))").Run().Outcome.NextPeers);
    }

    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("1", "1.0", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("[]", "[]", true)]
    [InlineData("true", "true", true)]
    [InlineData("%init_peer_id%", "\"init\"", true)]
    [InlineData("%ttl%", "30000", true)]
    [InlineData("%timestamp%", "1700000000000", true)]
    [InlineData("%last_error%.$.error_code", "0", true)]
    [InlineData(":error:.$.message", "\"\"", true)]
    public void Match_compares_json_values(string left, string right, bool equal)
    {
        Step match = new TestPeer("A", $"(match {left} {right} (ap 1 $s))").Run();
        Step mismatch = new TestPeer("A", $"(mismatch {left} {right} (ap 1 $s))").Run();

        Assert.Equal(equal ? (0, 10002) : (10001, 0), (match.Code, mismatch.Code));
        Assert.Equal(equal ? (1, 0) : (0, 1), (match.Trace.Count, mismatch.Trace.Count));
    }

    [Theory]
    [InlineData("(match y 1 (null))")]
    [InlineData("(mismatch 1 y (null))")]
    [InlineData("(ap y $s)")]
    [InlineData("(ap y.$.a z)")]
    [InlineData("(ap (y 1) %m)")]
    [InlineData("(ap (1 y) %m)")]
    [InlineData("(fold y i (null))")]
    [InlineData("(fold y.$.a i (null))")]
    [InlineData("(fold #yy i (null))")]
    [InlineData("(fold #%yy i (null))")]
    [InlineData("(canon y $s #cc)")]
    [InlineData("(call y (\"\" \"\") [])")]
    public void What_is_not_defined_yet_is_waited_for(string instruction)
    {
        const string Definitions = "(par (call \"B\" (\"\" \"\") [] y) (seq (canon \"B\" $y #yy) (canon \"B\" %y #%yy)))";

        Step step = new TestPeer("A", $"(par {Definitions} (seq {instruction} (call \"C\" (\"\" \"\") [])))").Run();

        Assert.Equal(0, step.Code);
        Assert.Equal(["B"], step.Outcome.NextPeers);
    }
}
