using System.Collections.Immutable;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Linking;

/// <summary>Which files a compilation reads, found without compiling.</summary>
public static class AquaImportGraph
{
    private const int MaxFiles = 10_000;

    /// <summary>
    /// Everything that compiling a file asks its sources for, directly or through imports, each path once: the text, or null where there
    /// is no such file and another place was tried. What is compiled depends on nothing else of the sources.
    /// </summary>
    /// <param name="file">The file to begin with.</param>
    /// <param name="sources">Where the others are read from.</param>
    /// <param name="imports">Where imports are looked for.</param>
    public static ImmutableArray<(string Path, string? Text)> Reads(SourceFile file, IAquaSources sources, AquaImports imports)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(imports);
        ImmutableArray<(string, string?)>.Builder reads = ImmutableArray.CreateBuilder<(string, string?)>();
        Dictionary<string, bool> seen = new(StringComparer.Ordinal);
        Queue<SourceFile> open = new([file]);
        while (open.TryDequeue(out SourceFile? from) && seen.Count < MaxFiles)
        {
            foreach (ImportSyntax import in Parser.Parse(from).File.Header.OfType<ImportSyntax>())
            {
                foreach (string path in imports.Candidates(from.Path, import.Path))
                {
                    if (!seen.TryGetValue(path, out bool exists))
                    {
                        string? text = sources.Read(path);
                        seen[path] = exists = text is not null;
                        reads.Add((path, text));
                        if (text is not null)
                        {
                            open.Enqueue(new SourceFile(path, text));
                        }
                    }

                    if (exists)
                    {
                        break;
                    }
                }
            }
        }

        return reads.ToImmutable();
    }
}
