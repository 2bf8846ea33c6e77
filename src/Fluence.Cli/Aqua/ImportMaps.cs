using System.Text.Json;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>Reads what <c>--import-map</c> says: where imports are looked for, by the beginnings of files' paths and of imports.</summary>
internal static class ImportMaps
{
    /// <summary>The settings that maps and folders make together; folders are for imports that no map is for.</summary>
    /// <param name="maps"><c>PREFIX=DIR</c>, or JSON files as <c>{"PATH": {"PREFIX": "DIR" or ["DIR"]}}</c>.</param>
    /// <param name="folders">The folders for everything else.</param>
    /// <exception cref="FormatException">A map cannot be read.</exception>
    public static Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Read(
        IEnumerable<string> maps, IReadOnlyList<string> folders)
    {
        Dictionary<string, Dictionary<string, List<string>>> settings = new(StringComparer.Ordinal) { ["/"] = [] };
        foreach (string map in maps)
        {
            int sign = map.IndexOf('=', StringComparison.Ordinal);
            if (sign >= 0)
            {
                Add(settings, "/", map[..sign], map[(sign + 1)..]);
            }
            else
            {
                ReadFile(map, settings);
            }
        }

        foreach (Dictionary<string, List<string>> imports in settings.Values)
        {
            imports.TryAdd("", [.. folders]);
        }

        return settings.ToDictionary(
            static each => each.Key,
            static each => (IReadOnlyDictionary<string, IReadOnlyList<string>>)each.Value.ToDictionary(
                static import => import.Key, static import => (IReadOnlyList<string>)import.Value, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static void ReadFile(string file, Dictionary<string, Dictionary<string, List<string>>> settings)
    {
        if (!File.Exists(file))
        {
            throw new CommandException($"--import-map: there is no file '{file}'; PREFIX=DIR is the other form");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            using JsonDocument map = JsonDocument.Parse(File.ReadAllText(file));
            foreach (JsonProperty path in map.RootElement.EnumerateObject())
            {
                foreach (JsonProperty import in path.Value.EnumerateObject())
                {
                    IEnumerable<JsonElement> locations =
                        import.Value.ValueKind == JsonValueKind.Array ? import.Value.EnumerateArray() : [import.Value];
                    foreach (JsonElement location in locations)
                    {
                        Add(settings, Path.GetFullPath(path.Name, folder), import.Name, Path.GetFullPath(location.GetString()!, folder));
                    }
                }
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"'{file}' is no import map: expected {{\"PATH\": {{\"PREFIX\": \"DIR\"}}}}: {wrong.Message}", wrong);
        }
    }

    private static void Add(Dictionary<string, Dictionary<string, List<string>>> settings, string path, string import, string location)
    {
        if (!settings.TryGetValue(path, out Dictionary<string, List<string>>? imports))
        {
            settings[path] = imports = [];
        }

        if (!imports.TryGetValue(import, out List<string>? locations))
        {
            imports[import] = locations = [];
        }

        locations.Add(location);
    }
}
