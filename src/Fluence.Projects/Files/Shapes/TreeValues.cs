using System.Collections.Immutable;
using System.Globalization;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Takes values out of a map that has been compared with its shape.</summary>
internal static class TreeValues
{
    public static string? Text(this ConfigMap map, string key) => (map.Find(key) as ConfigScalar)?.Text;

    public static string RequiredText(this ConfigMap map, string key) => map.Text(key)!;

    public static long? Integer(this ConfigMap map, string key) =>
        map.Text(key) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static int? Int32(this ConfigMap map, string key) => (int?)map.Integer(key);

    public static bool? Flag(this ConfigMap map, string key) => map.Text(key) is { } text ? text == "true" : null;

    public static ImmutableArray<string> Texts(this ConfigMap map, string key) => map.Find(key) switch
    {
        ConfigList list => [.. list.Items.Select(static item => ((ConfigScalar)item).Text)],
        ConfigScalar one => [one.Text],
        _ => [],
    };

    public static ConfigMap? Map(this ConfigMap map, string key) => map.Find(key) as ConfigMap;

    /// <summary>The values of a map, by their keys, in the order of the file; empty if the map is absent.</summary>
    public static IReadOnlyDictionary<string, T> Values<T>(this ConfigMap map, string key, Func<string, ConfigNode, T> read) =>
        map.Map(key)?.Values(read) ?? new OrderedDictionary<string, T>(StringComparer.Ordinal);

    /// <summary>The values of this map, by their keys, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, T> Values<T>(this ConfigMap map, Func<string, ConfigNode, T> read)
    {
        OrderedDictionary<string, T> values = new(StringComparer.Ordinal);
        foreach ((string key, ConfigNode value) in map.Entries)
        {
            values.Add(key, read(key, value));
        }

        return values;
    }

    /// <summary>The texts of a map, by their keys.</summary>
    public static ImmutableSortedDictionary<string, string> TextMap(this ConfigMap map, string key) =>
        (map.Map(key)?.Entries ?? []).ToImmutableSortedDictionary(
            static entry => entry.Key, static entry => ((ConfigScalar)entry.Value).Text, StringComparer.Ordinal);
}
