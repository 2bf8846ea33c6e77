using Fluence.Air.Printing;

namespace Fluence.Air.Tests;

public sealed class DepthTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Deep_nesting_costs_no_stack(bool right)
    {
        const int Depth = 50_000;
        string script = right ? RightChain(Depth) : LeftChain(Depth);

        AirParseResult result = AirParser.Parse(script);

        Assert.NotNull(result.Root);
        Assert.Equal(script, AirPrinter.Print(result.Root));
        Assert.Equal(Depth + 1, AirBeautifier.Beautify(result.Root).Count(c => c == '\n'));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_a_diagnostic()
    {
        Assert.True(AirParser.Parse(RightChain(AirParser.MaxDepth)).IsAccepted);

        AirDiagnostic diagnostic = Assert.Single(AirParser.Parse(RightChain(AirParser.MaxDepth + 1)).Diagnostics);

        Assert.Equal("instructions are nested more than 100000 deep", diagnostic.Message);
    }

    private static string RightChain(int depth) =>
        string.Concat(Enumerable.Repeat("(seq (null) ", depth)) + "(null)" + new string(')', depth);

    private static string LeftChain(int depth) =>
        string.Concat(Enumerable.Repeat("(seq ", depth)) + "(null)" + string.Concat(Enumerable.Repeat(" (null))", depth));
}
