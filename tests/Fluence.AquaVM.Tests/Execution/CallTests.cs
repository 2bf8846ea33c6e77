namespace Fluence.AquaVM.Tests.Execution;

public sealed class CallTests
{
    [Fact]
    public void A_call_of_this_peer_is_requested_and_then_takes_its_result()
    {
        var peer = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [1 \"two\"] out)");

        Step requested = peer.Run();

        CallRequest request = Assert.Single(requested.Outcome.CallRequests).Value;
        Assert.Equal(("srv", "fn"), (request.ServiceId, request.FunctionName));
        Assert.Equal("1,\"two\"", string.Join(',', request.Arguments));
        Assert.Equal(["requested by A as 1"], requested.Trace);
        Assert.Equal(["requested by A as 1"], peer.Run().Trace);

        Step done = peer.Run(null, (1, Services.Ok("{\"b\":1,\"a\":[]}")));

        Assert.Equal(["scalar {\"a\":[],\"b\":1}"], done.Trace);
        Assert.Equal(1, done.SignedCids);
        Assert.Empty(done.Outcome.UnusedCallResults);
        Assert.Empty(done.Outcome.CallRequests);
    }

    [Fact]
    public void A_call_of_another_peer_goes_there_once()
    {
        var peer = new TestPeer("A", "(par (call \"B\" (\"\" \"f\") []) (call \"B\" (\"\" \"g\") []))");

        Step first = peer.Run();

        Assert.Equal(["B"], first.Outcome.NextPeers);
        Assert.Equal(["par 1 1", "sent by A", "sent by A"], first.Trace);
        Assert.Empty(peer.Run().Outcome.NextPeers);
    }

    [Fact]
    public void The_addressed_peer_takes_over_what_was_sent()
    {
        const string Script = "(seq (call \"B\" (\"\" \"f\") [] x) (call \"A\" (\"\" \"g\") [x]))";
        var a = new TestPeer("A", Script);
        var b = new TestPeer("B", Script);

        Step atB = b.Run(Services.Echo, a.Run().Data);

        Assert.Equal(["A"], atB.Outcome.NextPeers);
        Assert.Equal(["scalar \"f\"", "sent by B"], atB.Trace);
        Assert.Equal(["scalar \"f\"", "unused"], a.Run(Services.Echo, atB.Data).Trace);
    }

    [Fact]
    public void A_failed_call_is_an_error_with_code_and_text_of_the_service()
    {
        var peer = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [] x)");
        peer.Run();

        Step failed = peer.Run(null, (1, new CallResult(5, "no \"luck\"")));

        Assert.Equal(10000, failed.Code);
        Assert.Equal("Local service error, ret_code is 5, error message is 'no \"luck\"'", failed.Outcome.Error!.Message);
        Assert.Equal(["failed {\"message\":\"no \\\"luck\\\"\",\"ret_code\":5}"], failed.Trace);
        Assert.Equal(failed.Outcome.Error.Message, peer.Run().Outcome.Error!.Message);
    }

    [Fact]
    public void A_result_that_is_not_json_is_a_failure_which_the_peer_signs()
    {
        var peer = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [] x)");
        peer.Run();

        Step failed = peer.Run(null, (1, Services.Ok("oops")));

        Assert.Equal(
            "Local service error, ret_code is 2147483647, error message is 'call_service result 'ret_code: 0, result: 'oops'' "
            + "can't be serialized or deserialized with an error: expected value at line 1 column 1'",
            failed.Outcome.Error!.Message);
        Assert.Equal(1, failed.SignedCids);
    }

    [Fact]
    public void A_call_with_a_missing_argument_waits_without_a_state()
    {
        var peer = new TestPeer("A", "(par (call \"B\" (\"\" \"f\") [] x) (call \"A\" (\"\" \"g\") [x]))");

        Step step = peer.Run();

        Assert.Equal(["par 1 0", "sent by A"], step.Trace);
        Assert.Empty(step.Outcome.CallRequests);
        Assert.Equal(0, step.Code);
    }

    [Fact]
    public void A_call_of_another_peer_does_not_wait_for_its_arguments()
    {
        var peer = new TestPeer("A", "(par (call \"B\" (\"\" \"f\") [] x) (call \"C\" (\"\" \"g\") [x]))");

        Assert.Equal(["B", "C"], peer.Run().Outcome.NextPeers);
    }

    [Theory]
    [InlineData("(call x (\"\" \"\") [])")]
    [InlineData("(call \"A\" (x \"\") [])")]
    [InlineData("(call \"A\" (\"\" x) [])")]
    public void Peer_service_and_function_must_be_strings(string call)
    {
        Step step = new TestPeer("A", $"(seq (ap 1 x) {call})").Run();

        Assert.Equal(10011, step.Code);
        Assert.Equal("call cannot resolve non-String triplet variable part `x` with value '1'", step.Outcome.Error!.Message);
    }

    [Fact]
    public void A_result_of_other_arguments_ends_the_run()
    {
        var honest = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [1] x)");
        Step done = honest.Run(Services.Echo);

        var error = Assert.Throws<UncatchableException>(
            () => new TestPeer("B", "(call \"A\" (\"srv\" \"fn\") [2] x)").Run(done.Data));

        Assert.Equal(20017, error.Code);
        Assert.StartsWith(
            "call argument_hash doesn't match expected parameters: expected bagaaihra", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_another_call_ends_the_run()
    {
        Step done = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [] x)").Run(Services.Echo);

        var error = Assert.Throws<UncatchableException>(
            () => new TestPeer("B", "(call \"A\" (\"srv\" \"gn\") [] x)").Run(done.Data));

        Assert.Equal(
            "call tetraplet doesn't match expected parameters: "
            + "expected SecurityTetraplet { peer_pk: \"A\", service_id: \"srv\", function_name: \"gn\", lens: \"\" }, "
            + "got SecurityTetraplet { peer_pk: \"A\", service_id: \"srv\", function_name: \"fn\", lens: \"\" } ",
            error.Message);
    }

    [Fact]
    public void A_result_for_another_kind_of_output_ends_the_run()
    {
        Step done = new TestPeer("A", "(call \"A\" (\"srv\" \"fn\") [] x)").Run(Services.Echo);

        var error = Assert.Throws<UncatchableException>(
            () => new TestPeer("B", "(call \"A\" (\"srv\" \"fn\") [] $x)").Run(done.Data));

        Assert.Equal(20006, error.Code);
        Assert.Matches("^call result value Scalar\\(CID\\(\"bagaaihra[a-z0-9]+\"\\)\\) doesn't match", error.Message);
    }

    [Fact]
    public void A_global_scalar_is_set_once()
    {
        var error = Assert.Throws<UncatchableException>(
            () => new TestPeer("A", "(seq (ap 1 x) (call \"A\" (\"\" \"\") [] x))").Run());

        Assert.Equal(
            (20007, "trying to shadow variable 'x', but shadowing is allowed only inside fold blocks"), (error.Code, error.Message));
    }

    [Fact]
    public void Results_that_no_call_takes_are_reported()
    {
        Step step = new TestPeer("A", "(null)").Run(null, (3, Services.Ok("1")));

        Assert.Equal([3u], step.Outcome.UnusedCallResults.Keys);
    }
}
