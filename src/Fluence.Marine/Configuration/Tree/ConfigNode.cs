namespace Fluence.Marine.Configuration.Tree;

/// <summary>A part of a configuration file, whatever its syntax was.</summary>
internal abstract class ConfigNode(int line, int column)
{
    /// <summary>The line in which it begins, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column in which it begins, from 1; 0 where the reader does not tell.</summary>
    public int Column { get; } = column;

    /// <summary>What it is, in words.</summary>
    public abstract string Kind { get; }
}

/// <summary>A value without parts.</summary>
internal sealed class ConfigScalar(int line, ConfigScalarKind kind, string text, int column = 0) : ConfigNode(line, column)
{
    /// <summary>What it looks like; YAML has only texts, which may be read as other kinds.</summary>
    public ConfigScalarKind ScalarKind { get; } = kind;

    /// <summary>The value as text: integers in decimal.</summary>
    public string Text { get; } = text;

    public override string Kind => ScalarKind switch
    {
        ConfigScalarKind.Integer => "an integer",
        ConfigScalarKind.Float => "a float",
        ConfigScalarKind.Boolean => "a boolean",
        ConfigScalarKind.Date => "a date",
        _ => "a text",
    };
}

/// <summary>What a scalar looks like.</summary>
internal enum ConfigScalarKind
{
    Text,
    Plain,
    Integer,
    Float,
    Boolean,
    Date,
}

/// <summary>A list.</summary>
internal sealed class ConfigList(int line, int column = 0) : ConfigNode(line, column)
{
    /// <summary>Its items.</summary>
    public List<ConfigNode> Items { get; } = [];

    /// <summary>Whether it was made of tables with headers of their own, so that more may follow.</summary>
    public bool IsOfTables { get; init; }

    public override string Kind => "a list";
}

/// <summary>A map.</summary>
internal sealed class ConfigMap(int line, int column = 0) : ConfigNode(line, column)
{
    private readonly Dictionary<string, ConfigNode> _byKey = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, ConfigNode>> _entries = [];
    private readonly List<ConfigKey> _keys = [];

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, ConfigNode>> Entries => _entries;

    /// <summary>All keys with their places, also those without a value; none where the reader does not tell.</summary>
    public IReadOnlyList<ConfigKey> Keys => _keys;

    /// <summary>How it came to be, by which TOML decides what may be added.</summary>
    public ConfigMapOrigin Origin { get; set; }

    public override string Kind => "a map";

    /// <summary>Adds an entry; false if there is one of this key.</summary>
    public bool TryAdd(string key, ConfigNode value)
    {
        bool added = _byKey.TryAdd(key, value);
        if (added)
        {
            _entries.Add(KeyValuePair.Create(key, value));
        }

        return added;
    }

    /// <summary>Tells where a key stands.</summary>
    public void AddKey(ConfigKey key) => _keys.Add(key);

    /// <summary>Finds an entry; null if there is none.</summary>
    public ConfigNode? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>A key of a map and where it stands.</summary>
/// <param name="Name">The key.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
/// <param name="HasValue">Whether it has a value other than null.</param>
internal readonly record struct ConfigKey(string Name, int Line, int Column, bool HasValue);

/// <summary>How a map came to be.</summary>
internal enum ConfigMapOrigin
{
    /// <summary>Mentioned in the header of another table.</summary>
    Implied,

    /// <summary>By a header of its own.</summary>
    Header,

    /// <summary>By keys with dots.</summary>
    Dotted,

    /// <summary>In braces, so that nothing can be added.</summary>
    Inline,
}
