namespace Fluence.AquaVM.Tests.Execution;

public sealed class ErrorObjectTests
{
    [Fact]
    public void Without_an_error_both_objects_say_so()
    {
        Assert.Equal(
            ["{\"error_code\":0,\"message\":\"\"}", "{\"error_code\":0,\"message\":\"\"}"],
            ArgumentsOf("(call \"A\" (\"show\" \"\") [%last_error% :error:])"));
    }

    [Fact]
    public void A_failed_call_tells_its_peer_in_both_objects()
    {
        const string Error = "{\"error_code\":10000,\"instruction\":\"call \\\"A\\\" (\\\"fail\\\" \\\"why\\\") [] \","
            + "\"message\":\"Local service error, ret_code is 7, error message is 'why'\",\"peer_id\":\"A\"}";

        Assert.Equal(
            [Error, Error],
            ArgumentsOf("(xor (call \"A\" (\"fail\" \"why\") []) (call \"A\" (\"show\" \"\") [%last_error% :error:]))"));
    }

    [Fact]
    public void A_condition_that_does_not_hold_is_no_last_error()
    {
        Assert.Equal(
            [
                "{\"error_code\":0,\"message\":\"\"}",
                "{\"error_code\":10001,\"instruction\":\"match 1 2\",\"message\":\"compared values do not match\"}",
            ],
            ArgumentsOf("(xor (match 1 2 (null)) (call \"A\" (\"show\" \"\") [%last_error% :error:]))"));
    }

    [Fact]
    public void A_raised_error_is_the_last_error_and_its_wrapper_the_caught_one()
    {
        const string Raised = "{\"error_code\":5,\"instruction\":\"fail 5 \\\"m\\\"\",\"message\":\"m\",\"peer_id\":\"init\"}";
        string quoted = Raised.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\\\\\\\"", "\\\\\\\"", StringComparison.Ordinal);

        Assert.Equal(
            [
                Raised,
                "{\"error_code\":10006,\"instruction\":\"fail 5 \\\"m\\\"\","
                    + $"\"message\":\"fail with '{quoted}' is used without corresponding xor\"}}",
            ],
            ArgumentsOf("(xor (fail 5 \"m\") (call \"A\" (\"show\" \"\") [%last_error% :error:]))"));
    }

    [Fact]
    public void The_innermost_instruction_is_blamed_not_those_that_the_error_bubbles_through()
    {
        Assert.Equal(
            ["\"ap 1.$.a y\""],
            ArgumentsOf("""
                (seq (ap 1 x) (xor (seq (new z (seq (null) (ap x.$.a y))) (null))
                  (call "A" ("show" "") [:error:.$.instruction])))
                """).Select(text => text.Replace("x.", "1.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_caught_error_is_cleared_after_the_right_branch_and_the_last_error_stays()
    {
        Assert.Equal(
            ["0", "10006"],
            ArgumentsOf("""
                (seq (xor (match 1 2 (null)) (null))
                  (seq (xor (fail 3 "m") (ap :error:.$.error_code c))
                    (call "A" ("show" "") [:error:.$.error_code c])))
                """));
        Assert.Equal(
            ["3"],
            ArgumentsOf("(seq (xor (fail 3 \"m\") (null)) (call \"A\" (\"show\" \"\") [%last_error%.$.error_code]))"));
    }

    [Fact]
    public void Fail_with_the_caught_error_raises_the_original_one_again()
    {
        Step step = new TestPeer("A", "(xor (match 1 2 (null)) (fail :error:))").Run();

        Assert.Equal(10001, step.Code);
    }

    [Theory]
    [InlineData("1", "scalar should have an object type to be converted into error object, but '1' doesn't have")]
    [InlineData("{}", "scalar '{}' must have field with name 'error_code'")]
    [InlineData("{'error_code':'1'}", "error_code of scalar '{\"error_code\":\"1\"}' must have integer type")]
    [InlineData("{'error_code':1.5}", "error_code of scalar '{\"error_code\":1.5}' must have integer type")]
    [InlineData("{'error_code':0}", "error code must be non-zero, but it is zero")]
    [InlineData("{'error_code':1}", "scalar '{\"error_code\":1}' must have field with name 'message'")]
    [InlineData("{'error_code':1,'message':2}", "message of scalar '{\"error_code\":1,\"message\":2}' must have string type")]
    public void Only_error_objects_can_be_raised(string value, string message)
    {
        Step step = new TestPeer("A", $"(seq (call \"A\" (\"json\" \"{value}\") [] x) (fail x))").Run(Services.ByName);

        Assert.Equal((10008, message), (step.Code, step.Outcome.Error!.Message));
    }

    [Theory]
    [InlineData("9223372036854775807", 10006)]
    [InlineData("-9223372036854775808", 10006)]
    [InlineData("9223372036854775808", 29002)]
    [InlineData("18446744073709551615", 29002)]
    public void A_code_that_the_original_cannot_hold_ends_the_run(string code, int expected)
    {
        TestPeer peer = new("A", $"(seq (call \"A\" (\"json\" \"{{'error_code':{code},'message':'m'}}\") [] x) (fail x))");
        int actual;
        try
        {
            actual = peer.Run(Services.ByName).Code;
        }
        catch (UncatchableException error)
        {
            actual = error.Code;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_raised_object_keeps_all_its_fields()
    {
        Step step = new TestPeer("A", "(seq (call \"A\" (\"json\" \"{'error_code':1,'message':'m','x':[]}\") [] x) (fail x))")
            .Run(Services.ByName);

        Assert.Equal(
            "fail with '{\"error_code\":1,\"message\":\"m\",\"x\":[]}' is used without corresponding xor", step.Outcome.Error!.Message);
    }

    private static List<string> ArgumentsOf(string script)
    {
        List<string> shown = [];
        Step step = new TestPeer("A", script).Run(request =>
        {
            if (request.ServiceId == "show")
            {
                shown.AddRange(request.Arguments.Select(argument => argument.ToString()));
            }

            return Services.ByName(request);
        });
        Assert.Equal(0, step.Code);
        return shown;
    }
}
