namespace Fluence.Air.Tests;

public sealed class RejectedScriptsTests
{
    [Theory]
    [InlineData("", "expected an instruction", 1, 1)]
    [InlineData("null", "expected an instruction", 1, 1)]
    [InlineData("(null) (null)", "expected the end of the script", 1, 8)]
    [InlineData("(null", "expected )", 1, 6)]
    [InlineData("(seq (null))", "expected an instruction", 1, 12)]
    [InlineData("(seq (null) (null) (null))", "expected )", 1, 20)]
    [InlineData("(seq(null)(null))", "only alphanumeric, '_', and '-' characters are allowed in this position", 1, 5)]
    [InlineData("(embed x)", "expected the name of an instruction", 1, 2)]
    [InlineData("(ap 1 \"x)", "this string literal has unclosed quote", 1, 7)]
    [InlineData("(ap 9223372036854775808 x)", "this is not a 64-bit signed integer", 1, 5)]
    [InlineData("(ap 123456789.12 x)", "this float is too big, a float could contain less than 12 digits", 1, 5)]
    [InlineData("(ap 1.2.3 x)", "a digit could contain only digits or one dot", 1, 8)]
    [InlineData("(ap 1e5 x)", "variable '1e5' wasn't defined", 1, 1)]
    [InlineData(
        "(ap +.5 x)",
        "leading dot without any symbols before - please write 0 if it's float or variable name if it's a lambda",
        1,
        6)]
    [InlineData("(ap $s x)", "expected a value", 1, 5)]
    [InlineData("(ap $ss.$.[0] x)", "lambda can't be applied to streams in this position", 1, 5)]
    [InlineData("(ap 1 x.$.a)", "expected a scalar or stream", 1, 7)]
    [InlineData("(seq (canon \"p\" $s #c)\n (ap #c.length x))", "a canon name should be non empty", 2, 8)]
    [InlineData("(ap 1 $)", "a tagged name should be non empty", 1, 7)]
    [InlineData("(seq (ap 1 x) (ap x.$ y))", "this is not a lambda", 1, 20)]
    [InlineData("(seq (ap 1 x) (ap x.$.1a y))", "this is not a lambda", 1, 20)]
    [InlineData("(seq (ap 1 x) (ap x.$.é y))", "this is not a lambda", 1, 20)]
    [InlineData("(fail 0 \"m\")", "error code 0 with fail is unsupported", 1, 1)]
    [InlineData("(fail %last_error%.$.message)", "expected an error", 1, 7)]
    [InlineData("(next i)", "iterable 'i' wasn't defined", 1, 1)]
    [InlineData("(fold $s i (next i))", "variable '$s' wasn't defined", 1, 1)]
    [InlineData("(ap x x)", "variable 'x' wasn't defined", 1, 1)]
    [InlineData("(seq (ap 1 x) (ap x.$.[y] z))", "variable 'y' wasn't defined", 1, 15)]
    [InlineData(
        "(fold [] i (seq (next i) (next i)))",
        "multiple next instructions for iterator 'i' found for one fold, that is prohibited",
        1,
        26)]
    [InlineData("(fold [] i (fold [] i (next i)))", "multiple iterable values found for iterator name 'i'", 1, 21)]
    [InlineData("(fold [] i (new i (next i)))", "new can't be applied to a 'i' because it's an iterator", 1, 17)]
    [InlineData("(seq (ap 1 $s) (fold $s i (seq (next i) (null))))", "fold can not have instructions after next", 1, 27)]
    public void Is_rejected_with_a_message_and_its_place(string script, string message, int line, int column)
    {
        AirParseResult result = AirParser.Parse(script);

        Assert.Null(result.Root);
        AirDiagnostic first = result.Diagnostics[0];
        Assert.Equal((message, line, column), (first.Message, first.Line, first.Column));
        Assert.NotEmpty(first.Help);
        Assert.Contains(message, result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_with_names_are_all_reported_in_the_order_of_the_text()
    {
        AirParseResult result = AirParser.Parse("(seq (ap a x)\n(seq (ap b x)\n(fail 0 \"\")))");

        Assert.Equal([1, 2, 3], result.Diagnostics.Select(diagnostic => diagnostic.Line));
    }

    [Fact]
    public void A_next_in_both_branches_of_an_xor_ends_the_check_for_instructions_after_next()
    {
        const string Fold = "(fold $s i (seq (xor (null) (next i)) (null)))";
        const string Twice = "(fold [] k (fold [] j (xor (next k) (next j))))";

        Assert.False(AirParser.Parse($"(seq (ap 1 $s) (seq {Fold} {Twice}))").IsAccepted);
        Assert.True(AirParser.Parse($"(seq (ap 1 $s) (seq {Twice} {Fold}))").IsAccepted);
    }
}
