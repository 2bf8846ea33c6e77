using Fluence.Aqua.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Fluence.Aqua.Generator.Tests;

public sealed class IncrementalTests : IDisposable
{
    private const string Main = "aqua Main declares *\n\nimport \"lib.aqua\"\n\nexport f\n\nfunc f() -> string:\n  <- WORD\n";
    private readonly string _outside = Directory.CreateTempSubdirectory("aqua-").FullName;

    public void Dispose() => Directory.Delete(_outside, recursive: true);

    [Fact]
    public void An_edit_of_another_file_compiles_nothing()
    {
        AquaProject project = new AquaProject().With("main.aqua", Main).With("lib.aqua", Lib("a"));
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.New], Reasons(project.Run()));
        GeneratorRunResult again = project.WithCSharp("class Other;").With("notes.txt", "x").Run();
        Assert.All(Reasons(again), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Contains("[\"a\"]", Code(again), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_an_imported_file_compiles_its_importers()
    {
        AquaProject project = new AquaProject().With("main.aqua", Main).With("lib.aqua", Lib("a")).With("alone.aqua", AquaGeneratorTests.Hello);
        project.Run();
        GeneratorRunResult again = project.With("lib.aqua", Lib("b")).Run();
        Assert.Contains("[\"b\"]", Code(again), StringComparison.Ordinal);

        // the file itself exports nothing before and after; the third has nothing to do with it
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], Reasons(again));
    }

    [Fact]
    public void A_file_outside_the_project_is_looked_at_again()
    {
        string file = Path.Combine(_outside, "lib.aqua");
        File.WriteAllText(file, Lib("a"));
        AquaProject project = new AquaProject().Set("_AquaImportFolders", _outside).With("main.aqua", Main);
        Assert.Contains("[\"a\"]", Code(project.Run()), StringComparison.Ordinal);
        Assert.All(Reasons(project.WithCSharp("class Other;").Run()), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        File.WriteAllText(file, Lib("b"));
        Assert.Contains("[\"b\"]", Code(project.WithCSharp("class Third;").Run()), StringComparison.Ordinal);
        File.Delete(file);
        Assert.Equal("AQUA_no_import", Assert.Single(project.WithCSharp("class Fourth;").Run().Diagnostics).Id);
    }

    [Fact]
    public void A_file_that_comes_nearer_replaces_the_one_outside()
    {
        File.WriteAllText(Path.Combine(_outside, "lib.aqua"), Lib("outside"));
        AquaProject project = new AquaProject().Set("_AquaImportFolders", _outside).With("main.aqua", Main);
        project.Run();
        Assert.Contains("[\"near\"]", Code(project.With("lib.aqua", Lib("near")).Run()), StringComparison.Ordinal);
    }

    private static string Lib(string word) => $"aqua Lib declares *\n\nconst WORD = \"{word}\"\n";

    private static string Code(GeneratorRunResult result) => string.Join('\n', result.GeneratedSources.Select(static each => each.SourceText));

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result) =>
        result.TrackedSteps[AquaGenerator.CodeStep].SelectMany(static step => step.Outputs).Select(static output => output.Reason);
}
