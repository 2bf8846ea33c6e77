using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>The documents of an editor and the files around them, looked at again only as far as something changed.</summary>
internal sealed class Workspace
{
    private const int MaxFiles = 2_000;

    private readonly Linker _linker;
    private readonly string? _root;
    private bool _isScanned;

    internal Workspace(string? root, IEnumerable<string> folders)
    {
        _root = root;
        Folders = [.. folders, .. PackageFolders(root)];
        _linker = new Linker(Sources, AquaImports.Folders(Folders), AquaConstants.None.All, recordsSymbols: true);
    }

    internal DocumentSources Sources { get; } = new();

    /// <summary>The folders in which imports are looked for.</summary>
    internal List<string> Folders { get; }

    /// <summary>The files with mistakes, and the mistakes.</summary>
    internal ILookup<string, AquaDiagnostic> Mistakes => _linker.Diagnostics.ToLookup(each => each.Source.Path);

    /// <summary>The same files, some of them with other texts; all that are known here are looked at.</summary>
    internal Workspace With(IReadOnlyDictionary<string, string> texts)
    {
        Workspace other = new(null, Folders);
        foreach (string path in Sources.Open)
        {
            other.Sources.Set(path, Sources.Document(path)!);
        }

        foreach ((string path, string text) in texts)
        {
            other.Sources.Set(path, text);
        }

        foreach (string path in _linker.Files.ToArray())
        {
            other._linker.Link(path);
        }

        return other;
    }

    internal void Change(string path, string? text)
    {
        if (text is null)
        {
            Sources.Close(path);
        }
        else
        {
            Sources.Set(path, text);
        }

        _linker.Forget(path);
    }

    /// <summary>Looks at all open documents.</summary>
    internal void Update()
    {
        foreach (string path in Sources.Open)
        {
            _linker.Link(path);
        }
    }

    /// <summary>A file as it is understood; null where there is none.</summary>
    internal LinkedFile? File(string path) => _linker.Link(path);

    /// <summary>A document as it would be with another text.</summary>
    internal LinkedFile Try(string path, string text, string wanted) => _linker.Link(new SourceFile(path, text), wanted);

    /// <summary>The name at a place; null where there is none.</summary>
    internal SymbolUse? SymbolAt(string path, int position)
    {
        foreach (SymbolUse use in File(path)?.Symbols?.Uses ?? [])
        {
            if (use.Span.Start <= position && position <= use.Span.End)
            {
                return use;
            }
        }

        return null;
    }

    /// <summary>All places where something is defined and used, in the open documents and the files of the workspace.</summary>
    internal IEnumerable<(SourceFile Source, SymbolUse Use)> Uses(Definition definition)
    {
        Scan();
        HashSet<(string, TextSpan, SymbolForm)> seen = [];
        foreach (string path in _linker.Files.ToArray())
        {
            LinkedFile file = _linker.Link(path)!;
            foreach (SymbolUse use in file.Symbols!.Uses.Where(use => use.Definition.IsSame(definition)))
            {
                if (seen.Add((path, use.Span, use.Form)))
                {
                    yield return (file.Syntax.Source, use);
                }
            }
        }
    }

    private void Scan()
    {
        if (_isScanned || _root is null || !Directory.Exists(_root))
        {
            return;
        }

        _isScanned = true;
        Queue<string> folders = new([_root]);
        for (int count = 0; count < MaxFiles && folders.TryDequeue(out string? folder);)
        {
            try
            {
                foreach (string file in Directory.EnumerateFiles(folder, "*.aqua").Take(MaxFiles - count))
                {
                    _linker.Link(file);
                    count++;
                }

                foreach (string inner in Directory.EnumerateDirectories(folder).Where(IsOwn))
                {
                    folders.Enqueue(inner);
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // what cannot be read has no names to find
            }
        }
    }

    private static bool IsOwn(string folder) =>
        Path.GetFileName(folder) is var name && name != "node_modules" && !name.StartsWith('.')
            && new DirectoryInfo(folder).LinkTarget is null;

    private static IEnumerable<string> PackageFolders(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                yield return Path.Combine(folder, "node_modules");
            }
        }
    }
}
