using Fluence.Aqua.Linking;
using Fluence.Cli.Watching;

namespace Fluence.Cli.Aqua;

/// <summary>Sources as one run of a command read them, each once.</summary>
/// <param name="target">The file or folder that the command is about.</param>
internal sealed class SourceSnapshot(string target) : IAquaSources, IWatched
{
    private static readonly AquaFileSources Disk = new();

    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private List<string>? _files;

    /// <summary>The paths asked for so far, also those at which there is nothing.</summary>
    public IEnumerable<string> Paths => _texts.Keys;

    /// <summary>The paths of the files read so far.</summary>
    public IEnumerable<string> ReadPaths => _texts.Where(static each => each.Value is not null).Select(static each => each.Key);

    /// <summary>The sources that were meant.</summary>
    public List<string> Files() => _files = SourceOptions.Files(target);

    /// <inheritdoc/>
    public string? Read(string path)
    {
        if (!_texts.TryGetValue(path, out string? text))
        {
            _texts[path] = text = Disk.Read(path);
        }

        return text;
    }

    /// <summary>A path at which there is something else now; null where all is as it was.</summary>
    public string? FindChange()
    {
        string[] now = Present(target), before = [.. _files ?? []];
        return now.Except(before).Concat(before.Except(now)).FirstOrDefault()
            ?? _texts.Where(static each => ReadNow(each.Key) != each.Value).Select(static each => each.Key).FirstOrDefault();
    }

    /// <summary>The folders in which a change can matter: those of the sources, and for what is not there the nearest that is.</summary>
    public IReadOnlySet<string> Folders()
    {
        HashSet<string> folders = new(StringComparer.Ordinal);
        string full = Path.GetFullPath(target);
        try
        {
            folders.UnionWith(Directory.Exists(full) ? SourceOptions.Folders(full) : [Nearest(full)]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            folders.Add(Nearest(full));
        }

        folders.UnionWith(_texts.Keys.Select(Nearest));
        return folders;
    }

    private static string[] Present(string target)
    {
        try
        {
            return [.. SourceOptions.Files(target)];
        }
        catch (Exception missing) when (missing is Output.CommandException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? ReadNow(string path)
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

    private static string Nearest(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? Path.GetPathRoot(path)!;
    }
}
