using Fluence.Aqua.Generator.Tests.Support;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;
using Microsoft.CodeAnalysis;

namespace Fluence.Aqua.Generator.Tests;

public sealed class AquaGeneratorTests
{
    internal const string Hello = "aqua Hello declares *\n\nexport hello\n\nfunc hello(name: string) -> string:\n  <- name\n";

    [Fact]
    public void A_file_becomes_what_the_compiler_makes_of_it()
    {
        GeneratedSourceResult made = Assert.Single(new AquaProject().With("hello.aqua", Hello).Run().GeneratedSources);
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(new SourceFile("/project/hello.aqua", Hello));
        Assert.Equal(program.ToCSharp("Root"), made.SourceText.ToString());
        Assert.Equal("hello.aqua.g.cs", made.HintName);
    }

    [Fact]
    public void The_class_is_in_the_namespace_of_its_folder_or_where_the_project_says()
    {
        AquaProject project = new AquaProject().With("inner/deep-er/hello.aqua", Hello)
            .With("b.aqua", Hello, ("Namespace", "Else.Where"), ("ClassName", "Bee")).With("root.aqua", Hello);
        string all = string.Join('\n', project.Run().GeneratedSources.Select(static each => each.SourceText));
        Assert.Contains("namespace Root.Inner.DeepEr;\n", all, StringComparison.Ordinal);
        Assert.Contains("namespace Else.Where;\n", all, StringComparison.Ordinal);
        Assert.Contains("public sealed partial class Bee(", all, StringComparison.Ordinal);

        // the class Root in the namespace Root could not be named
        Assert.Contains("public sealed partial class RootClient(", all, StringComparison.Ordinal);
        Assert.Empty(project.Compile());
    }

    [Theory]
    [InlineData("my-app.2nd", "namespace my_app._2nd.Inner;\n")]
    [InlineData("", "namespace Inner;\n")]
    public void A_project_may_have_any_name(string root, string expected)
    {
        AquaProject project = new AquaProject().Set("RootNamespace", root).With("inner/hello.aqua", Hello);
        Assert.Contains(expected, Assert.Single(project.Run().GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        Assert.Empty(project.Compile());
    }

    [Fact]
    public void Names_that_differ_in_case_or_in_signs_alone_are_different_files() =>
        Assert.Equal(4, new AquaProject().With("a.aqua", Hello).With("A.aqua", Hello).With("b/a.aqua", Hello).With("b+a.aqua", Hello)
            .Run().GeneratedSources.Select(static each => each.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void A_mistake_is_an_error_at_its_place()
    {
        GeneratorRunResult result = new AquaProject().With("a.aqua", "aqua A\n\nfunc f(length: u8) -> u8:\n  <- lenght\n").Run();
        Diagnostic mistake = Assert.Single(result.Diagnostics);
        FileLinePositionSpan place = mistake.Location.GetLineSpan();
        Assert.Equal(("AQUA_unknown_name", DiagnosticSeverity.Error), (mistake.Id, mistake.Severity));
        Assert.Equal(("/project/a.aqua", "(3,5)-(3,11)"), (place.Path, place.Span.ToString()));
        Assert.Equal("`lenght` is not defined here; hint: did you mean `length`?", mistake.GetMessage());
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void A_mistake_in_an_imported_file_of_the_project_is_told_once()
    {
        AquaProject project = new AquaProject().With("a.aqua", "aqua A\n\nimport \"b.aqua\"\n").With("b.aqua", "aqua B\n\nconst X = y\n");
        Assert.Equal("/project/b.aqua", Assert.Single(project.Run().Diagnostics).Location.GetLineSpan().Path);
    }

    [Fact]
    public void A_missing_import_is_an_error() => Assert.Equal(
        "AQUA_no_import", Assert.Single(new AquaProject().With("a.aqua", "aqua A\n\nimport \"b.aqua\"\n").Run().Diagnostics).Id);

    [Fact]
    public void A_file_that_exports_nothing_is_no_class() =>
        Assert.Empty(new AquaProject().With("a.aqua", "aqua A\n").Run().GeneratedSources);

    [Fact]
    public void Settings_of_the_project_count()
    {
        AquaProject project = new AquaProject().Set("AquaNoRelay", "true").Set("_AquaConstantList", "WORD=\"given\" | MORE=1")
            .With("a.aqua", "aqua A declares *\n\nexport f\n\nconst WORD ?= \"own\"\n\nfunc f() -> string:\n  <- WORD\n");
        string text = Assert.Single(project.Run().GeneratedSources).SourceText.ToString();
        Assert.Contains("[\"given\"]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("getDataSrv\" \"-relay-\"", text, StringComparison.Ordinal);
        Assert.Equal("AQUA_constant", Assert.Single(project.Set("_AquaConstantList", "word").Run().Diagnostics).Id);
    }

    [Fact]
    public void Other_files_are_left_alone() => Assert.Empty(new AquaProject().With("readme.txt", "hello").Run().GeneratedSources);

    [Fact]
    public void Files_that_share_data_are_compiled_together()
    {
        const string main = "aqua M declares *\n\nimport f from \"lib.aqua\"\n\nexport f, g\n\nfunc g() -> u8:\n  <- 1\n";
        const string lib = "aqua L declares *\n\nexport f\n\ndata Item:\n  name: string\n\nfunc f(item: Item) -> Item:\n  <- item\n";
        Assert.Empty(new AquaProject().With("main.aqua", main).With("lib.aqua", lib).Compile());
    }
}
