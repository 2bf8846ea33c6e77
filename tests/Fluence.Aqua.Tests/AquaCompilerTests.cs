using System.Text;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests;

public sealed class AquaCompilerTests
{
    [Fact]
    public void A_script_that_would_be_too_large_is_a_mistake()
    {
        StringBuilder source = new("aqua A declares *\n\nexport main\n\nservice S(\"s\"):\n  f(x: string) -> string\n\nfunc f0(x: string) -> string:\n  y <- S.f(x)\n  <- y\n\n");
        for (int i = 1; i <= 30; i++)
        {
            source.Append($"func f{i}(x: string) -> string:\n  a <- f{i - 1}(x)\n  b <- f{i - 1}(a)\n  <- b\n\n");
        }

        AquaProgram program = Compile(source.Append("func main(x: string) -> string:\n  y <- f30(x)\n  <- y\n").ToString());
        Assert.Equal("too-large", Assert.Single(program.Diagnostics).Code);
        Assert.Empty(program.Functions);
    }

    [Fact]
    public void What_goes_wrong_while_reading_reaches_the_caller() => Assert.Throws<IOException>(
        () => new AquaCompiler(new Unreadable(), AquaImports.None).Compile(new SourceFile("/a.aqua", "aqua A\n\nimport \"b.aqua\"\n")));

    [Fact]
    public void What_an_imported_file_exports_is_there_as_far_as_it_is_imported()
    {
        const string lib = "aqua L declares f, g\n\nexport f, g as h, S\n\nservice S(\"s\"):\n  go()\n\nfunc f():\n  S.go()\n\nfunc g():\n  S.go()\n";
        Assert.Equal(["f"], Names("import f from \"lib.aqua\"", lib));
        Assert.Equal(["f", "h"], Names("import \"lib.aqua\"", lib));
        Assert.Equal([], Names("import g as k from \"lib.aqua\"", lib));
        Assert.Equal([], Names("use \"lib.aqua\" as Lib", lib));
    }

    private static IEnumerable<string> Names(string import, string lib)
    {
        MemorySources sources = new() { ["lib.aqua"] = lib };
        AquaProgram program = new AquaCompiler(sources, AquaImports.None).Compile(new SourceFile("/a.aqua", $"aqua A\n\n{import}\n"));
        Assert.False(program.HasErrors);
        return program.Functions.Select(static each => each.Name).Concat(program.Services.Select(static each => each.Name));
    }

    private static AquaProgram Compile(string source) =>
        new AquaCompiler(new MemorySources(), AquaImports.None).Compile(new SourceFile("/a.aqua", source));

    private sealed class Unreadable : IAquaSources
    {
        public string? Read(string path) => throw new IOException("the disk is gone");
    }
}
