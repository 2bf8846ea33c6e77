using System.Collections.Immutable;
using Fluence.Aqua.Linking;

namespace Fluence.Aqua.Generator;

/// <summary>The Aqua files of the project as the compiler holds them; others, as those of packages, from the disk.</summary>
internal sealed class ProjectSources : IAquaSources
{
    private static readonly AquaFileSources Disk = new();

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    internal ProjectSources(ImmutableArray<AquaInput> files)
    {
        foreach (AquaInput file in files)
        {
            _files[file.Path] = file.Text;
        }
    }

    /// <summary>Whether a file is one of the project's.</summary>
    internal bool Holds(string path) => _files.ContainsKey(path);

    /// <inheritdoc/>
    public string? Read(string path) => _files.TryGetValue(path, out string? text) ? text : ReadDisk(path);

    /// <summary>A file that is not of the project; one that cannot be read is as if it were not there.</summary>
    internal static string? ReadDisk(string path)
    {
        try
        {
            return Disk.Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string Normalize(string path) => Path.GetFullPath(path).Replace('\\', '/');
}
