using Fluence.AquaVM.Execution;

namespace Fluence.AquaVM.Tests.Execution;

public sealed class CanonTests
{
    [Fact]
    public void The_addressed_peer_fixes_the_stream()
    {
        const string Script = "(seq (seq (ap 1 $s) (ap 2 $s)) (seq (canon \"B\" $s #cc) (call \"A\" (\"\" \"\") [#cc] x)))";
        var a = new TestPeer("A", Script);
        Step sent = a.Run();
        Assert.Equal(["ap @0", "ap @0", "canon sent by A"], sent.Trace);
        Assert.Equal(["B"], sent.Outcome.NextPeers);

        Step fixedByB = new TestPeer("B", Script).Run(sent.Data);
        Step done = a.Run(Services.Echo, fixedByB.Data);

        Assert.Equal(1, fixedByB.SignedCids);
        Assert.Equal(["ap @0", "ap @0", "canon [1,2]", "scalar [1,2]"], done.Trace);
    }

    [Fact]
    public void A_stream_that_nobody_has_made_is_empty()
    {
        Step step = new TestPeer("A", "(seq (canon \"A\" $s #cc) (canon \"A\" %m #%cm))").Run();

        Assert.Equal(["canon []", "canon []"], step.Trace);
    }

    [Fact]
    public void A_fixed_stream_does_not_change_when_the_stream_grows()
    {
        const string Script = """
            (seq (seq (ap 1 $s) (canon "A" $s #cc))
              (seq (ap 2 $s) (seq (canon "A" $s #dd) (call "A" ("" "") [#cc] x))))
            """;

        Step step = new TestPeer("A", Script).Run(Services.Echo);

        Assert.Equal(["ap @0", "canon [1]", "ap @0", "canon [1,2]", "scalar [1]"], step.Trace);
    }

    [Fact]
    public void A_map_is_fixed_with_all_values_of_every_key()
    {
        Step step = new TestPeer("A", """
            (seq (seq (ap ("k" 1) %m) (seq (ap ("k" 2) %m) (ap (-7 3) %m)))
              (seq (canon "A" %m #%cm) (call "A" ("" "") [#%cm] x)))
            """).Run(Services.Echo);

        Assert.Equal(
            "canon [{\"key\":\"k\",\"value\":1},{\"key\":\"k\",\"value\":2},{\"key\":-7,\"value\":3}]", step.Trace[3]);
        Assert.Equal("scalar {\"-7\":[3],\"k\":[1,2]}", step.Trace[4]);
    }

    [Fact]
    public void A_map_becomes_a_scalar_with_the_first_value_of_every_key()
    {
        Step step = new TestPeer("A", """
            (seq (seq (ap ("42" "text") %m) (seq (ap (42 "number") %m) (ap ("k" 3) %m)))
              (seq (canon "A" %m object) (call "A" ("" "") [object] x)))
            """).Run(Services.Echo);

        Assert.Equal("canon [{\"42\":\"text\",\"k\":3}]", step.Trace[3]);
        Assert.Equal("scalar {\"42\":\"text\",\"k\":3}", step.Trace[4]);
    }

    [Fact]
    public void A_key_must_be_a_string_or_an_integer()
    {
        Step step = new TestPeer("A", "(seq (ap 1.5 x) (ap (x 1) %map))").Run();

        Assert.Equal((10012, "unsupported type for %map map's key"), (step.Code, step.Outcome.Error!.Message));
    }

    [Fact]
    public void A_canon_of_another_peer_in_data_ends_the_run()
    {
        Step done = new TestPeer("A", "(canon \"A\" $s #cc)").Run();

        var error = Assert.Throws<UncatchableException>(() => new TestPeer("B", "(canon \"C\" $s #cc)").Run(done.Data));

        Assert.Equal(
            (20017, "canon tetraplet doesn't match expected parameters: "
                + "expected SecurityTetraplet { peer_pk: \"C\", service_id: \"\", function_name: \"\", lens: \"\" }, "
                + "got SecurityTetraplet { peer_pk: \"A\", service_id: \"\", function_name: \"\", lens: \"\" } "),
            (error.Code, error.Message));
    }

    [Theory]
    [InlineData(CanonMapFold.AllPairs, "[1,2,3]")]
    [InlineData(CanonMapFold.LastPairOfEachKey, "[2,3]")]
    internal void A_fold_visits_pairs_as_the_version_says(CanonMapFold fold, string visited)
    {
        var peer = new TestPeer("A", """
            (seq (seq (ap ("k" 1) %m) (seq (ap ("k" 2) %m) (ap (-7 3) %m)))
              (seq (canon "A" %m #%cm)
                (seq (fold #%cm i (seq (ap i.$.value $out) (next i))) (canon "A" $out #out))))
            """) { Options = ExecutionOptions.Default with { CanonMapFold = fold } };

        Assert.Equal($"canon {visited}", peer.Run().Trace[^1]);
    }
}
