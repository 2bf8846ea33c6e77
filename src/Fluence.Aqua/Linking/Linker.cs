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
/// <param name="recordsSymbols">Whether what names mean is noted; then files with mistakes are looked at as far as possible.</param>
internal sealed class Linker(
    IAquaSources sources, AquaImports imports, ImmutableArray<RawConstant> constants, bool recordsSymbols = false)
{
    private const int MaxImportDepth = 200;

    private readonly Dictionary<string, LinkedFile?> _files = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<AquaDiagnostic> _diagnostics = [];

    /// <summary>What is wrong in the files read so far, those imported first.</summary>
    internal IReadOnlyList<AquaDiagnostic> Diagnostics => _diagnostics;

    /// <summary>The files that were imported, in the order in which they were met.</summary>
    internal IEnumerable<LinkedFile> Imported => _files.Values.OfType<LinkedFile>();

    /// <summary>The paths of the files read so far.</summary>
    internal IEnumerable<string> Files => _files.Where(file => file.Value is not null).Select(file => file.Key);

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

    /// <summary>Forgets a file, which has changed, and all that depend on it.</summary>
    /// <returns>The paths of the files forgotten.</returns>
    internal IReadOnlyCollection<string> Forget(string path)
    {
        HashSet<string> stale = [AquaImports.Normalize(path)];
        int before;
        do
        {
            before = stale.Count;
            stale.UnionWith(_files.Where(file => file.Value?.Dependencies.Any(stale.Contains) == true).Select(file => file.Key));
        }
        while (stale.Count > before);
        foreach (string each in stale)
        {
            _files.Remove(each);
        }

        _diagnostics.RemoveAll(diagnostic => stale.Contains(diagnostic.Source.Path));
        return stale;
    }

    /// <summary>Analyzes a source. After mistakes in it the modules hold what could be understood.</summary>
    /// <param name="source">The source.</param>
    /// <param name="wanted">A name at whose place the possible names are noted; see <see cref="SymbolRecorder"/>.</param>
    internal LinkedFile Link(SourceFile source, string? wanted = null)
    {
        DiagnosticSink sink = new(source);
        SymbolRecorder? symbols = recordsSymbols ? new SymbolRecorder(source, wanted) : null;
        HashSet<string> dependencies = new(StringComparer.Ordinal);
        (FileSyntax syntax, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(source);
        foreach (SyntaxProblem problem in problems)
        {
            sink.Error(problem.Span, "syntax", problem.Message);
        }

        _open.Add(source.Path);
        Dictionary<TextSpan, RawModule> imported = [];
        bool areImportsRight = true;
        foreach (ImportSyntax import in syntax.Header.OfType<ImportSyntax>())
        {
            if (Import(source.Path, import, sink, dependencies) is { } file)
            {
                symbols?.Imports.Add((import.PathSpan, file.Syntax.Source.Path));
                imported[import.PathSpan] = file.Seen;
                areImportsRight &= !file.HasErrors;
            }
        }

        _open.RemoveAt(_open.Count - 1);
        HeaderAnalyzer header = new(syntax, areImportsRight ? sink : DiagnosticSink.Silent(source), symbols);
        RawModule outside = RawModule.Empty with { Parts = [.. constants.Select(constant => (RawModule.Empty, (RawPart)constant))] };
        RawModule seen = ModuleView.Combine(header.Begin(imported), outside);

        // without all definitions each use of a missing one would be a message
        bool isComplete = problems.IsEmpty && areImportsRight && imported.Count == syntax.Header.OfType<ImportSyntax>().Count();
        RawModule whole = isComplete ? FileAnalyzer.Analyze(syntax, seen, sink, symbols)
            : symbols is not null ? FileAnalyzer.Analyze(syntax, seen, DiagnosticSink.Silent(source), symbols)
            : seen;
        RawModule finished = !sink.HasErrors ? header.Finish(whole, out whole)
            : recordsSymbols ? new HeaderAnalyzer(syntax, DiagnosticSink.Silent(source), symbols).Finish(whole, out _)
            : Broken(syntax, whole);
        if (wanted is null)
        {
            _diagnostics.AddRange(sink.All);
        }

        return new LinkedFile(syntax, finished, whole)
        {
            Diagnostics = [.. sink.All], HasErrors = sink.HasErrors, Dependencies = [.. dependencies], Symbols = symbols,
        };
    }

    // importers see the name, so that they do not say that there is no header
    private static RawModule Broken(FileSyntax syntax, RawModule module) =>
        syntax.Header.FirstOrDefault() is ModuleSyntax { Name.Text: var name } ? module.Under(name) with { Name = name } : module;

    private LinkedFile? Import(string from, ImportSyntax import, DiagnosticSink sink, HashSet<string> dependencies)
    {
        List<string> tried = [];
        foreach (string path in imports.Candidates(from, import.Path))
        {
            dependencies.Add(path);
            if (_open.IndexOf(path) is >= 0 and var start)
            {
                sink.Error(import.PathSpan, "import-cycle",
                    "the imports go round in a circle: " + string.Join(" imports ", [.. _open[start..], path]));
                return null;
            }

            if (_open.Count > MaxImportDepth)
            {
                sink.Error(import.PathSpan, "import-depth", $"more than {MaxImportDepth} files import each other in a row");
                return null;
            }

            if (Link(path) is { } file)
            {
                if (!file.HasErrors)
                {
                    return file;
                }

                // the file itself is not looked at, as most of its messages would follow from those of the import
                sink.Silence();
                return recordsSymbols ? file : null;
            }

            tried.Add(path);
        }

        sink.Error(import.PathSpan, "no-import", $"`{import.Path}` is not found", "looked for " + string.Join(", ", tried));
        return null;
    }
}
