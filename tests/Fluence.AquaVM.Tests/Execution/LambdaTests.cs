namespace Fluence.AquaVM.Tests.Execution;

public sealed class LambdaTests
{
    private const string Value = "{'list':[10,[20]],'text':'list','one':1,'key':'text'}";

    [Theory]
    [InlineData("x.$.list.[0]", "10")]
    [InlineData("x.$.list[1][0]", "20")]
    [InlineData("x.$.list.length", null)]
    [InlineData("x.$.[text]", "[10,[20]]")]
    [InlineData("x.$.list.[one].[0]", "20")]
    public void A_path_leads_into_a_value(string operand, string? expected)
    {
        Step step = Run($"(ap {operand} $out)");

        Assert.Equal(expected is null ? 10007 : 0, step.Code);
        if (expected is not null)
        {
            Assert.Equal($"canon [{expected}]", step.Trace[^1]);
        }
    }

    [Theory]
    [InlineData("x.$.none", 10007, "value '{0}' does not contain element with field name = 'none'")]
    [InlineData("x.$.[0]", 10007, "value '{0}' is not an array-type to match array accessor with idx = '0'")]
    [InlineData("x.$.list.a", 10007, "value '[10,[20]]' is not an map-type to match field accessor with field_name = 'a'")]
    [InlineData("x.$.list.[2]", 10007, "value '[10,[20]]' does not contain element for idx = '2'")]
    [InlineData("x.$.list.[float]", 10007, "index accessor `1.5 can't be converted to u32`")]
    [InlineData("x.$.list.[list]", 10007, "scalar accessor `[10,[20]]` should has number or string type")]
    [InlineData("x.length", 10010, "the length functor could applied only to an array-like value, but it's applied to '{0}'")]
    [InlineData("#canon.$.[5]", 10007, "lambda is applied to a stream that have only '2' elements, but '5' requested")]
    [InlineData("#canon.$.a", 10007, "field accessor (with field name = 'a') can't be applied to a stream")]
    [InlineData("#canon.$.[text]", 10007, "stream accessor `\"list\"` should has number (u32) type")]
    [InlineData("#%canon.$.[list]", 10007, "canon stream map accessor `[10,[20]]` should be either string or number")]
    [InlineData("#%canon.$.key.[7]", 10007, "lambda is applied to a stream that have only '2' elements, but '7' requested")]
    public void What_a_path_does_not_find_is_an_error(string operand, int code, string message)
    {
        Step step = Run($"(ap {operand} $out)");

        string value = "{\"key\":\"text\",\"list\":[10,[20]],\"one\":1,\"text\":\"list\"}";
        Assert.Equal((code, message.Replace("{0}", value, StringComparison.Ordinal)), (step.Code, step.Outcome.Error!.Message));
    }

    [Theory]
    [InlineData("#canon", "[[10,[20]],2]")]
    [InlineData("#canon.$.[1]", "2")]
    [InlineData("#canon.$.[one]", "2")]
    [InlineData("#canon.$.[0].[0]", "10")]
    [InlineData("#canon.length", "2")]
    [InlineData("#%canon.$.key", "[[10,[20]],3]")]
    [InlineData("#%canon.$.key.[0].[1]", "[20]")]
    [InlineData("#%canon.$.[text]", "[]")]
    [InlineData("#%canon.$.none", "[]")]
    [InlineData("#%canon.$.none.[0]", "[]")]
    [InlineData("#%canon.$.[42]", "[5]")]
    [InlineData("#%canon.length", "3")]
    public void Canonical_values_are_read_by_index_and_key(string operand, string expected) =>
        Assert.Equal($"canon [{expected}]", Run($"(ap {operand} $out)").Trace[^1]);

    private static Step Run(string instruction) => new TestPeer("A", $"""
        (seq (call "A" ("json" "{Value}") [] x)
          (seq (seq (ap x.$.text text) (seq (ap x.$.one one) (seq (ap 1.5 float) (ap x.$.list list))))
            (seq (seq (seq (ap list $s) (ap 2 $s)) (seq (ap ("key" list) %m) (seq (ap ("key" 3) %m) (ap (42 5) %m))))
              (seq (seq (canon "A" $s #canon) (canon "A" %m #%canon))
                (seq {instruction} (canon "A" $out #result))))))
        """).Run(Services.ByName);
}
