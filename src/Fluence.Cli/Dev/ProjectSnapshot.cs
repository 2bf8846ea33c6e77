using Fluence.Cli.Watching;

namespace Fluence.Cli.Dev;

/// <summary>What people edit of a project, as it is at one moment: files by their dates and sizes, without what is made of them.</summary>
internal sealed class ProjectSnapshot : IWatched
{
    private static readonly HashSet<string> Made = new(["target", "node_modules", "artifacts", "bin", "obj"], StringComparer.Ordinal);

    private readonly string _root;
    private readonly Dictionary<string, (DateTime Written, long Size)> _files;

    private ProjectSnapshot(string root, Dictionary<string, (DateTime, long)> files)
    {
        _root = root;
        _files = files;
    }

    /// <summary>Looks at a project.</summary>
    public static ProjectSnapshot Of(string root) => new(root, Read(root));

    /// <inheritdoc/>
    public IReadOnlySet<string> Folders() => Walk(_root).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? FindChange() => ChangesTo(Of(_root)) is [var first, ..] ? first : null;

    /// <summary>The files that are different in a later look, were added or are gone.</summary>
    public IReadOnlyList<string> ChangesTo(ProjectSnapshot later) =>
    [
        .. later._files.Where(file => !_files.TryGetValue(file.Key, out var before) || before != file.Value)
            .Select(static file => file.Key),
        .. _files.Keys.Where(file => !later._files.ContainsKey(file)),
    ];

    private static Dictionary<string, (DateTime, long)> Read(string root)
    {
        Dictionary<string, (DateTime, long)> files = new(StringComparer.Ordinal);
        foreach (string folder in Walk(root))
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
            {
                // compilers write these beside the sources
                if (file.Extension is not (".lock" or ".part") && file.Name is not "Cargo.lock")
                {
                    files[file.FullName] = (file.LastWriteTimeUtc, file.Length);
                }
            }
        }

        return files;
    }

    private static IEnumerable<string> Walk(string folder)
    {
        yield return folder;
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            if (!name.StartsWith('.') && !Made.Contains(name) && new DirectoryInfo(inner).LinkTarget is null)
            {
                foreach (string each in Walk(inner))
                {
                    yield return each;
                }
            }
        }
    }
}
