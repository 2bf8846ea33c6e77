namespace Fluence.AquaVM.Tests.Execution;

public sealed class NewTests
{
    [Fact]
    public void A_new_stream_is_another_one()
    {
        Step step = new TestPeer(
            "A", "(seq (ap 1 $s) (seq (new $s (seq (ap 2 $s) (canon \"A\" $s #inner))) (canon \"A\" $s #outer)))").Run();

        Assert.Equal(["ap @0", "ap @0", "canon [2]", "canon [1]"], step.Trace);
    }

    [Fact]
    public void A_new_stream_gets_its_generations_when_its_scope_ends_even_by_an_error()
    {
        Step step = new TestPeer("A", "(xor (new $s (seq (ap 2 $s) (fail 1 \"\"))) (null))").Run();

        Assert.Equal(["ap @0"], step.Trace);
    }

    [Fact]
    public void A_new_map_is_another_one()
    {
        Step step = new TestPeer(
            "A", "(seq (ap (\"k\" 1) %m) (seq (new %m (canon \"A\" %m #%inner)) (canon \"A\" %m #%outer)))").Run();

        Assert.Equal(["ap @0", "canon []", "canon [{\"key\":\"k\",\"value\":1}]"], step.Trace);
    }

    [Theory]
    [InlineData("x", "(ap 1 x)", "(ap x y)")]
    [InlineData("#cc", "(canon \"A\" $s #cc)", "(ap #cc y)")]
    [InlineData("#%cm", "(canon \"A\" %m #%cm)", "(ap #%cm.$.a y)")]
    public void A_variable_cleared_by_new_cannot_be_read(string variable, string define, string read)
    {
        Step step = new TestPeer("A", $"(seq {define} (new {variable} {read}))").Run();

        Assert.Equal(
            (10009, $"variable with name '{variable}' was cleared by new and then wasn't set"), (step.Code, step.Outcome.Error!.Message));
    }

    [Fact]
    public void A_new_scalar_can_be_set_and_gives_the_old_one_back()
    {
        Step step = new TestPeer(
            "A", "(seq (ap 1 x) (seq (new x (seq (ap 2 x) (ap x $out))) (seq (ap x $out) (canon \"A\" $out #out))))").Run();

        Assert.Equal("canon [2,1]", step.Trace[^1]);
    }
}
