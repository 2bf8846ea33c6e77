using Fluence.AquaVM.Execution;

namespace Fluence.AquaVM.Tests.Execution;

public sealed class LimitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deep_scripts_cost_no_stack(bool right)
    {
        const int Depth = 50_000;
        string script = right
            ? string.Concat(Enumerable.Repeat("(seq (null) ", Depth)) + "(ap 1 $s)" + new string(')', Depth)
            : string.Concat(Enumerable.Repeat("(xor ", Depth)) + "(ap 1 $s)" + string.Concat(Enumerable.Repeat(" (null))", Depth));

        Assert.Equal(["ap @0"], new TestPeer("A", script).Run().Trace);
    }

    [Fact]
    public void A_run_ends_at_its_bound_of_steps()
    {
        var peer = new TestPeer("A", "(seq (null) (seq (null) (null)))") { Options = ExecutionOptions.Default with { MaxSteps = 5 } };
        Assert.Equal(0, peer.Run().Code);

        var tight = new TestPeer("A", "(seq (null) (seq (null) (null)))") { Options = ExecutionOptions.Default with { MaxSteps = 4 } };
        Assert.Equal(29000, Assert.Throws<UncatchableException>(() => tight.Run()).Code);
    }

    [Fact]
    public void A_run_ends_at_its_bound_of_depth()
    {
        var peer = new TestPeer("A", "(xor (xor (xor (null) (null)) (null)) (null))")
        {
            Options = ExecutionOptions.Default with { MaxDepth = 2 },
        };

        Assert.Equal(29001, Assert.Throws<UncatchableException>(() => peer.Run()).Code);
    }

    [Fact]
    public void Values_that_double_with_every_instruction_end_the_run()
    {
        string script = "(ap 1 $s0)";
        for (int i = 0; i < 200; i++)
        {
            script = $"(seq {script} (seq (canon \"A\" $s{i} #canon{i}) (seq (ap #canon{i} $s{i + 1}) (ap #canon{i} $s{i + 1}))))";
        }

        var peer = new TestPeer("A", script) { Options = ExecutionOptions.Default with { MaxComposedSize = 1 << 20 } };

        var error = Assert.Throws<UncatchableException>(() => peer.Run());

        Assert.Equal(29003, error.Code);
    }

    /// <summary>Each error holds the one before as text within text, so that its marks of escape double.</summary>
    [Fact]
    public void Errors_that_double_with_every_instruction_end_the_run()
    {
        string script = "(fail 1 \"begin\")";
        for (int i = 0; i < 60; i++)
        {
            script = $"(xor {script} (call \"A\" (\"\" \"\") [:error:.$.length]))";
        }

        UncatchableException error = Assert.Throws<UncatchableException>(() => new TestPeer("A", script).Run());

        Assert.Equal(29003, error.Code);
    }

    [Fact]
    public void A_generation_with_a_huge_number_costs_no_memory_and_one_that_the_original_cannot_hold_is_refused()
    {
        var a = new TestPeer("A", "(ap 1 $s)");
        Step step = a.Run();
        var huge = step.Data with { Trace = [new AquaVM.Data.ApState([170_000_000])] };
        var beyond = step.Data with { Trace = [new AquaVM.Data.ApState([uint.MaxValue])] };

        Assert.Equal(["ap @0"], new TestPeer("B", "(ap 1 $s)").Run(huge).Trace);
        var error = Assert.Throws<UncatchableException>(() => new TestPeer("B", "(ap 1 $s)").Run(beyond));
        Assert.Equal(ReturnCode.Inconsistent, error.Code);
    }

    [Fact]
    public void States_of_another_kind_end_the_run_and_the_instruction_is_named()
    {
        Step done = new TestPeer("A", "(canon \"A\" $s #cc)").Run();

        var error = Assert.Throws<UncatchableException>(() => new TestPeer("B", "(par (null) (null))").Run(done.Data));

        Assert.Equal(20000, error.Code);
        Assert.StartsWith(
            "on instruction 'par' trace handler encountered an error: state from current `Canon(",
            error.Message, StringComparison.Ordinal);
    }
}
