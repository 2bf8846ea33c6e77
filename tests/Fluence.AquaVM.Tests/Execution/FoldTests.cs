namespace Fluence.AquaVM.Tests.Execution;

public sealed class FoldTests
{
    [Theory]
    [InlineData("(seq (ap i $out) (next i))", "[1,2,3]")]
    [InlineData("(seq (next i) (ap i $out))", "[3,2,1]")]
    [InlineData("(par (ap i $out) (next i))", "[1,2,3]")]
    [InlineData("(ap i $out)", "[1]")]
    public void The_body_goes_on_by_next(string body, string visited)
    {
        Step step = Run($"(fold x i {body})");

        Assert.Equal($"canon {visited}", step.Trace[^1]);
    }

    [Fact]
    public void The_last_instruction_runs_after_the_last_element()
    {
        Step step = Run("(fold x i (seq (ap i $out) (next i)) (ap \"last\" $out))");

        Assert.Equal("canon [1,2,3,\"last\"]", step.Trace[^1]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("empty")]
    [InlineData("#none")]
    public void Nothing_runs_for_nothing(string iterable)
    {
        Step step = Run(
            $"(seq (canon \"A\" $none #none) (seq (call \"A\" (\"json\" \"[]\") [] empty) (fold {iterable} i (ap i $out) (ap 1 $out))))");

        Assert.Equal("canon []", step.Trace[^1]);
    }

    [Fact]
    public void Only_arrays_are_visited()
    {
        Step step = Run("(seq (ap \"text\" t) (fold t i (null)))");

        Assert.Equal(
            (10005, "expression 't' returned non-array value '\"text\"' for fold iterable"), (step.Code, step.Outcome.Error!.Message));
        Assert.Equal(
            "expression '.$.[0]' returned non-array value '1' for fold iterable", Run("(fold x.$.[0] i (null))").Outcome.Error!.Message);
    }

    [Fact]
    public void An_error_of_the_body_ends_a_fold_over_an_array()
    {
        Step step = Run("(xor (fold x i (seq (ap i $out) (seq (match i 1 (null)) (next i)))) (null))");

        Assert.Equal("canon [1,2]", step.Trace[^1]);
    }

    [Fact]
    public void A_variable_of_an_iteration_is_hidden_from_the_next_ones_and_back_after_them()
    {
        Step step = Run("""
            (fold x i (seq
              (seq (xor (match i 1 (ap "first" v)) (null)) (xor (match i 1 (null)) (par (ap v $out) (null))))
              (seq (next i) (xor (match i 1 (ap v $out)) (null)))))
            """);

        Assert.Equal("canon [\"first\"]", step.Trace[^1]);
    }

    [Fact]
    public void An_inner_variable_shadows_a_global_one()
    {
        Step step = Run("(seq (ap \"global\" v) (seq (fold x i (seq (ap i v) (seq (ap v $out) (next i)))) (ap v $out)))");

        Assert.Equal("canon [1,2,3,\"global\"]", step.Trace[^1]);
    }

    [Fact]
    public void Next_needs_a_fold_in_progress()
    {
        var error = Assert.Throws<UncatchableException>(() => Run("(seq (fold x i (next i)) (next i))"));

        Assert.Equal((20003, "fold state not found for this iterable 'i'"), (error.Code, error.Message));
    }

    [Fact]
    public void A_long_chain_of_nexts_costs_no_stack()
    {
        string json = "[" + string.Join(',', Enumerable.Range(0, 20_000)) + "]";
        var peer = new TestPeer("A", "(seq (call \"A\" (\"\" \"\") [] x) (fold x i (seq (next i) (null)) (ap 1 $out)))");
        peer.Run();

        Step step = peer.Run(null, (1, Services.Ok(json)));

        Assert.Equal(2, step.Trace.Count);
    }

    private static Step Run(string instruction) => new TestPeer("A", $"""
        (seq (call "A" ("json" "[1,2,3]") [] x) (seq {instruction} (canon "A" $out #result)))
        """).Run(Services.ByName);
}
