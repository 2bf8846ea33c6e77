using System.Globalization;
using System.Text;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Compilation;

/// <summary>Sources that are large, or from which something large would be made.</summary>
public sealed class LargeSourceTests
{
    private const int Many = 10_000;

    [Fact]
    public void Memory_grows_no_faster_than_a_source()
    {
        string[] definitions = [.. Enumerable.Range(0, Many).Select(i => $"const C{i} = {i}\n")];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(AquaSource.Check("aqua Many declares *\n\n" + string.Concat(definitions)));

        // a list of all definitions for each of them would be 800 MB
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public void What_many_functions_export_is_compiled()
    {
        StringBuilder text = new("aqua Many declares *\n\nexport f0, f1999\n\n");
        for (int i = 0; i < 2_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"func f{i}() -> u32:\n  <- {i}\n\n");
        }

        Assert.Equal(["f0", "f1999"], Compile(text.ToString()).Functions.Select(function => function.Name));
    }

    [Fact]
    public void Twice_as_many_calls_with_every_function_are_refused_in_the_end()
    {
        StringBuilder text = new("service S(\"s\"):\n  get(x: string) -> string\n\nfunc f0(x: string) -> string:\n  y <- S.get(x)\n  <- y\n\n");
        for (int i = 1; i <= 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"func f{i}(x: string) -> string:\n  y <- f{i - 1}(x)\n  z <- f{i - 1}(y)\n  <- z\n\n");
        }

        AirLimitException error = Assert.Throws<AirLimitException>(
            () => AquaText.Script(text + "func main(x: string) -> string:\n  y <- f20(x)\n  <- y"));
        Assert.Contains("100000 calls", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alias T{0}: []T{1}\n", 301)]
    [InlineData("alias T{0}: []T{1}\n", Many)]
    [InlineData("alias T{0}: T{1} -> ()\n", 301)]
    [InlineData("data T{0}:\n  x: T{1}\n\n", 301)]
    [InlineData("alias T{0}: T{1}, T{1} -> T{1}\n", 40)]
    [InlineData("data T{0}:\n  x: T{1}\n  y: T{1}\n\n", 40)]
    [InlineData("ability T{0}:\n  x: T{1}\n  y: T{1}\n\n", 40)]
    public void A_type_that_few_definitions_make_very_large_is_refused(string definition, int count) => Assert.Equal(
        "large-type", Errors($"alias T0: u8\n{Repeat(definition, count)}func f(t: T{count}):\n  a = 1\n")[0].Code);

    [Theory]
    [InlineData("alias T{0}: []T{1}\n", 290)]
    [InlineData("data T{0}:\n  x: T{1}\n  y: T{1}\n\n", 14)]
    public void A_type_that_is_only_large_is_read(string definition, int count)
    {
        AquaProgram program = Compile($"aqua Large declares *\n\nexport f\n\nalias T0: u8\n{Repeat(definition, count)}func f(t: T{count}) -> T{count}:\n  <- t\n");

        Assert.Empty(program.Diagnostics);
        Assert.NotEmpty(Assert.Single(program.Functions).Definition);
    }

    [Fact]
    public void Values_in_each_other_are_limited_like_types() => Assert.Equal(
        "large-type", Errors($"func f():\n  x0 = 1\n{Repeat("  x{0} = [x{1}]\n", Many)}")[0].Code);

    [Fact]
    public void An_error_is_told_after_any_number_of_warnings()
    {
        string warnings = string.Concat(Enumerable.Repeat("  S.get(\"a\")\n", 3_000));

        Assert.Single(Errors($"service S(\"s\"):\n  get(x: string) -> string\n\nfunc f():\n{warnings}  a = nothing\n"));
    }

    private static string Repeat(string definition, int count) => string.Concat(
        Enumerable.Range(1, count).Select(i => string.Format(CultureInfo.InvariantCulture, definition, i, i - 1)));

    private static List<AquaDiagnostic> Errors(string text) =>
        [.. AquaSource.Check(AquaSource.Header + text).Where(each => each.Severity == AquaSeverity.Error)];

    private static AquaProgram Compile(string text) =>
        new AquaCompiler(new MemorySources { ["test.aqua"] = text }, AquaImports.None).Compile("/test.aqua");
}
