using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Tests.Support;

/// <summary>Short ways to read and check sources.</summary>
internal static class AquaSource
{
    public const string Header = "aqua Test declares *\n\n";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The sources of the corpus.</summary>
    public static IEnumerable<string> Corpus =>
        Directory.GetFiles(Folder, "*.aqua", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> CorpusNames => [.. Corpus.Select(path => Path.GetRelativePath(Folder, path))];

    public static string CorpusFile(string name) => Path.Combine(Folder, name);

    public static FileSyntax Parse(string text)
    {
        (FileSyntax file, var problems) = Parser.Parse(new SourceFile("/test.aqua", text));
        Assert.Empty(problems);
        return file;
    }

    /// <summary>What is wrong with a source that imports nothing.</summary>
    public static IReadOnlyList<AquaDiagnostic> Check(string text)
    {
        MemorySources sources = new() { ["test.aqua"] = text };
        return Check(sources, "/test.aqua");
    }

    public static IReadOnlyList<AquaDiagnostic> Check(IAquaSources sources, string path, AquaImports? imports = null)
    {
        AquaChecker checker = new(sources, imports ?? AquaImports.None, AquaConstants.None);
        Assert.True(checker.Check(path));
        return checker.Diagnostics;
    }

    /// <summary>
    /// The source with the place between « and », and the one mistake in it, which must be at that place.
    /// </summary>
    public static AquaDiagnostic Mistake(string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal), end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        AquaDiagnostic found = Assert.Single(Check(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal)));
        Assert.Equal((start, end), (found.Span.Start, found.Span.End));
        return found;
    }
}
