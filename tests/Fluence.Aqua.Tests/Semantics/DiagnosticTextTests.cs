using System.Text.Json;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Semantics;

public sealed class DiagnosticTextTests
{
    [Fact]
    public void The_line_is_shown_with_the_place_underlined()
    {
        AquaDiagnostic found = Assert.Single(AquaSource.Check("aqua T\n\nfunc f(length: u8) -> u8:\n\t<- lenght\n"));
        Assert.Equal(
            "a.aqua:4:5: error: `lenght` is not defined here [unknown-name]\n 4 | \t<- lenght\n   | \t   ^^^^^^\n  hint: did you mean `length`?\n",
            DiagnosticText.Format(found, "a.aqua"));
    }

    [Fact]
    public void Colours_are_added_only_where_wanted()
    {
        AquaDiagnostic found = Assert.Single(AquaSource.Check("aqua T\n\nexport x\n"));
        Assert.DoesNotContain('\e', DiagnosticText.Format(found, "a"));
        Assert.Contains("\e[31;1merror: \e[0m", DiagnosticText.Format(found, "a", isColoured: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_very_long_line_only_the_place_is_shown()
    {
        string text = $"aqua T\n\nfunc f():\n  x = [{string.Concat(Enumerable.Repeat("1, ", 10_000))}y]\n";
        Assert.InRange(DiagnosticText.Format(Assert.Single(AquaSource.Check(text)), "a").Length, 100, 600);
    }

    [Fact]
    public void Tools_get_all_members()
    {
        AquaDiagnostic found = Assert.Single(AquaSource.Check("aqua T\n\nexport x\n"));
        Assert.Equal(
            """{"file":"a","line":3,"column":8,"endLine":3,"endColumn":9,"message":"x","code":"no-export","severity":"error","hint":null}""",
            JsonSerializer.Serialize(DiagnosticJson.Format(found with { Message = "x" }, "a")));
    }
}
