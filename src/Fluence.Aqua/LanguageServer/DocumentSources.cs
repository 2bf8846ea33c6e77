using Fluence.Aqua.Linking;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Sources as the editor has them, and those on disk where it has none.</summary>
internal sealed class DocumentSources : IAquaSources
{
    private readonly AquaFileSources _files = new();
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);

    /// <summary>The paths of the documents that are open.</summary>
    internal IEnumerable<string> Open => _open.Keys;

    internal void Set(string path, string text) => _open[path] = text;

    internal void Close(string path) => _open.Remove(path);

    internal string? Document(string path) => _open.GetValueOrDefault(path);

    public string? Read(string path)
    {
        if (_open.TryGetValue(path, out string? text))
        {
            return text;
        }

        try
        {
            return _files.Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
