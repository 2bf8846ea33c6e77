using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Linking;

/// <summary>Reads files with what they import, each once, those that are imported first.</summary>
/// <param name="sources">Where files are read from.</param>
/// <param name="imports">Where imports are looked for.</param>
/// <param name="constants">Constants from outside, which every file sees.</param>
internal sealed class Linker(IAquaSources sources, AquaImports imports, ImmutableArray<RawConstant> constants)
{
    private const int MaxImportDepth = 200;

    private readonly Dictionary<string, LinkedFile?> _files = new(StringComparer.Ordinal);

    // files with mistakes: what imports them is not looked at, as most of its messages would follow from theirs
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<AquaDiagnostic> _diagnostics = [];

    /// <summary>What is wrong in the files read so far, those imported first.</summary>
    internal IReadOnlyList<AquaDiagnostic> Diagnostics => _diagnostics;

    /// <summary>The files that were imported, in the order in which they were met.</summary>
    internal IEnumerable<LinkedFile> Imported => _files.Values.OfType<LinkedFile>();

    /// <summary>Reads a file; null where there is none.</summary>
    internal LinkedFile? Link(string path)
    {
        string full = AquaImports.Normalize(path);
        if (!_files.TryGetValue(full, out LinkedFile? file))
        {
            _files[full] = file = sources.Read(full) is { } text ? Link(new SourceFile(full, text)) : null;
        }

        return file;
    }

    /// <summary>Analyzes a source. After mistakes in it the modules hold what could be understood.</summary>
    internal LinkedFile Link(SourceFile source)
    {
        DiagnosticSink sink = new(source);
        (FileSyntax syntax, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(source);
        foreach (SyntaxProblem problem in problems)
        {
            sink.Error(problem.Span, "syntax", problem.Message);
        }

        _open.Add(source.Path);
        Dictionary<TextSpan, RawModule> imported = [];
        foreach (ImportSyntax import in syntax.Header.OfType<ImportSyntax>())
        {
            if (Import(source.Path, import, sink) is { } file)
            {
                imported[import.PathSpan] = file.Seen;
            }
        }

        _open.RemoveAt(_open.Count - 1);
        HeaderAnalyzer header = new(syntax, sink);
        RawModule outside = RawModule.Empty with { Parts = [.. constants.Select(constant => (RawModule.Empty, (RawPart)constant))] };
        RawModule seen = ModuleView.Combine(header.Begin(imported), outside);

        // without all definitions each use of a missing one would be a message
        RawModule whole = problems.IsEmpty && imported.Count == syntax.Header.OfType<ImportSyntax>().Count()
            ? FileAnalyzer.Analyze(syntax, seen, sink)
            : seen;
        RawModule finished = sink.HasErrors ? Broken(syntax, whole) : header.Finish(whole, out whole);
        _diagnostics.AddRange(sink.All);
        return new LinkedFile(syntax, finished, whole);
    }

    // importers see the name, so that they do not say that there is no header
    private static RawModule Broken(FileSyntax syntax, RawModule module) =>
        syntax.Header.FirstOrDefault() is ModuleSyntax { Name.Text: var name } ? module.Under(name) with { Name = name } : module;

    private LinkedFile? Import(string from, ImportSyntax import, DiagnosticSink sink)
    {
        List<string> tried = [];
        foreach (string path in imports.Candidates(from, import.Path))
        {
            if (_open.IndexOf(path) is >= 0 and var start)
            {
                sink.Error(import.PathSpan, "import-cycle", "the imports go round in a circle: " + string.Join(" imports ", [.. _open[start..], path]));
                return null;
            }

            if (_open.Count > MaxImportDepth)
            {
                sink.Error(import.PathSpan, "import-depth", $"more than {MaxImportDepth} files import each other in a row");
                return null;
            }

            int before = _diagnostics.Count;
            if (Link(path) is { } file)
            {
                bool isBroken = _diagnostics.Skip(before).Any(each => each.Severity == AquaSeverity.Error) || _broken.Contains(path);
                if (isBroken)
                {
                    _broken.Add(path);
                    sink.Silence();
                    return null;
                }

                return file;
            }

            tried.Add(path);
        }

        sink.Error(import.PathSpan, "no-import", $"`{import.Path}` is not found", "looked for " + string.Join(", ", tried));
        return null;
    }
}
