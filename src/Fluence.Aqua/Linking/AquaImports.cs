using System.Collections.Immutable;

namespace Fluence.Aqua.Linking;

/// <summary>Where files are looked for that are not beside the one which imports them.</summary>
public sealed class AquaImports
{
    private readonly ImmutableArray<(string PathPrefix,
        ImmutableArray<(string ImportPrefix, ImmutableArray<string> Locations)> Imports)> _settings;

    private AquaImports(ImmutableArray<(string, ImmutableArray<(string, ImmutableArray<string>)>)> settings)
    {
        _settings = settings;
    }

    /// <summary>Only beside the importing file.</summary>
    public static AquaImports None { get; } = new([]);

    /// <summary>In folders, for every file.</summary>
    public static AquaImports Folders(params IEnumerable<string> folders) => new([("/", [("", [.. folders.Select(Normalize)])])]);

    /// <summary>In folders that depend on the importing file and on what is imported: the longest prefixes of both count.</summary>
    /// <param name="settings">By the beginning of a file's path, by the beginning of an import, the folders for the rest of it.</param>
    public static AquaImports ByPrefix(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new([.. settings.Select(setting => (
            Normalize(setting.Key),
            setting.Value.Select(import => (import.Key, import.Value.Select(Normalize).ToImmutableArray())).ToImmutableArray()))]);
    }

    /// <summary>The paths at which an import may be, in the order in which they are tried.</summary>
    internal IEnumerable<string> Candidates(string from, string import)
    {
        string file = import.EndsWith(".aqua", StringComparison.Ordinal) ? import : import + ".aqua";
        yield return Normalize(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(from) ?? "", file));
        var setting = _settings.Where(each => IsWithin(from, each.PathPrefix))
            .OrderByDescending(each => each.PathPrefix.Length).FirstOrDefault();
        if (setting.Imports.IsDefault)
        {
            yield break;
        }

        var best = setting.Imports.Where(each => import.StartsWith(each.ImportPrefix, StringComparison.Ordinal))
            .OrderByDescending(each => each.ImportPrefix.Length).FirstOrDefault();
        foreach (string location in best.Locations.IsDefault ? [] : best.Locations)
        {
            yield return Normalize($"{location}/{file[best.ImportPrefix.Length..].TrimStart('/')}");
        }
    }

    /// <summary>A full path, <c>.</c> and <c>..</c> resolved, with <c>/</c> between its parts.</summary>
    internal static string Normalize(string path) => System.IO.Path.GetFullPath(path).Replace('\\', '/');

    private static bool IsWithin(string path, string prefix) =>
        prefix == "/" || path == prefix || path.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);
}
