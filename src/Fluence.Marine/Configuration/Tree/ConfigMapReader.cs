using System.Collections.Immutable;
using System.Globalization;

namespace Fluence.Marine.Configuration.Tree;

/// <summary>Takes the known keys out of a map; what remains is unknown.</summary>
internal sealed class ConfigMapReader(string file, ConfigMap map, string path)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The line in which the map begins.</summary>
    public int Line => map.Line;

    /// <summary>A text; null if the key is absent.</summary>
    public string? Text(string key) => Take(key) switch
    {
        null => null,
        ConfigScalar { ScalarKind: ConfigScalarKind.Text or ConfigScalarKind.Plain } text => text.Text,
        var other => throw Wrong(key, other, "a text"),
    };

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key) => Text(key) ?? throw Missing(key);

    /// <summary>A truth value; null if the key is absent.</summary>
    public bool? Boolean(string key) => Take(key) switch
    {
        null => null,
        ConfigScalar { ScalarKind: ConfigScalarKind.Boolean or ConfigScalarKind.Plain, Text: "true" or "false" } flag =>
            flag.Text == "true",
        var other => throw Wrong(key, other, "true or false"),
    };

    /// <summary>An integer of 32 bits; null if the key is absent.</summary>
    public int? Int32(string key) => Take(key) switch
    {
        null => null,
        ConfigScalar { ScalarKind: ConfigScalarKind.Integer or ConfigScalarKind.Plain } number
            when int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) => value,
        var other => throw Wrong(key, other, "an integer of 32 bits"),
    };

    /// <summary>A size of memory or a text like <c>Infinity</c>; null if the key is absent.</summary>
    public ConfigScalar? Scalar(string key) => Take(key) switch
    {
        null => null,
        ConfigScalar scalar => scalar,
        var other => throw Wrong(key, other, "a value"),
    };

    /// <summary>A map of texts; empty if the key is absent.</summary>
    public ImmutableSortedDictionary<string, string> Texts(string key)
    {
        if (Map(key) is not { } inner)
        {
            return ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        }

        return map.Find(key) is ConfigMap texts
            ? texts.Entries.ToImmutableSortedDictionary(
                static entry => entry.Key, entry => inner.RequiredText(entry.Key), StringComparer.Ordinal)
            : throw Missing(key);
    }

    /// <summary>A list of texts; empty if the key is absent.</summary>
    public ImmutableArray<string> TextList(string key) => Take(key) switch
    {
        null => [],
        ConfigList list =>
        [
            .. list.Items.Select(item => item is ConfigScalar { ScalarKind: ConfigScalarKind.Text or ConfigScalarKind.Plain } text
                ? text.Text
                : throw Wrong(key, item, "a list of texts")),
        ],
        var other => throw Wrong(key, other, "a list of texts"),
    };

    /// <summary>A map; null if the key is absent.</summary>
    public ConfigMapReader? Map(string key) => Take(key) switch
    {
        null => null,
        ConfigMap inner => new ConfigMapReader(file, inner, PathOf(key)),
        var other => throw Wrong(key, other, "a map"),
    };

    /// <summary>A list of maps; empty if the key is absent.</summary>
    public IEnumerable<ConfigMapReader> Maps(string key)
    {
        if (Take(key) is not { } node)
        {
            return [];
        }

        ConfigList list = node as ConfigList ?? throw Wrong(key, node, "a list of maps");
        return list.Items.Select(item => new ConfigMapReader(
            file, item as ConfigMap ?? throw Wrong(key, item, "a list of maps"), PathOf(key)));
    }

    /// <summary>All keys with the maps under them.</summary>
    public IEnumerable<(string Key, ConfigMapReader Value)> AllMaps() =>
        map.Entries.Select(entry => (entry.Key, Map(entry.Key) ?? throw Missing(entry.Key)));

    /// <summary>Keys that have no meaning any more.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            Take(key);
        }
    }

    /// <summary>What was not taken, each with its line and the nearest key there is.</summary>
    public IEnumerable<ConfigWarning> Unknown() => map.Entries.Where(entry => !_known.Contains(entry.Key)).Select(entry =>
    {
        string? nearest = NearestKey.Find(entry.Key, _known);
        string hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return new ConfigWarning(file, entry.Value.Line, $"there is no setting '{PathOf(entry.Key)}'{hint}");
    });

    /// <summary>Refuses what was not taken.</summary>
    public void RefuseUnknown()
    {
        if (Unknown().FirstOrDefault() is { } first)
        {
            throw new MarineConfigException(first.File, first.Line, first.Problem);
        }
    }

    /// <summary>An error about a key.</summary>
    public MarineConfigException Error(string key, string problem) =>
        new(file, map.Find(key)?.Line ?? map.Line, $"{PathOf(key)} {problem}");

    private MarineConfigException Missing(string key) => Error(key, "is missing");

    private MarineConfigException Wrong(string key, ConfigNode node, string expected) =>
        new(file, node.Line, $"{PathOf(key)} is {(node is ConfigScalar scalar ? $"'{scalar.Text}'" : node.Kind)}, expected {expected}");

    private ConfigNode? Take(string key)
    {
        _known.Add(key);
        return map.Find(key);
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
