using Fluence.Aqua.Linking;

namespace Fluence.Aqua.Tests.Support;

/// <summary>Files that exist only in a test, by their names in the root folder.</summary>
internal sealed class MemorySources : IAquaSources
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public List<string> ReadPaths { get; } = [];

    public string this[string name]
    {
        set => _files["/" + name] = value;
    }

    public string? Read(string path)
    {
        ReadPaths.Add(path);
        return _files.GetValueOrDefault(path);
    }
}
