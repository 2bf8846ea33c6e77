using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration.Toml;

/// <summary>Reads TOML 1.0. Dates stay text.</summary>
internal ref struct TomlParser
{
    private readonly string _file;
    private TomlScanner _scanner;
    private int _depth;

    private TomlParser(string file, string text)
    {
        _file = file;
        _scanner = new TomlScanner(file, text);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="MarineConfigException">The text is no TOML, too long, or nested too deeply.</exception>
    public static ConfigMap Parse(string file, string text)
    {
        if (text.Length > Limits.MaxConfigLength)
        {
            throw new MarineConfigException(file, 0, $"the file is longer than {Limits.MaxConfigLength} characters");
        }

        return new TomlParser(file, text.TrimStart('\uFEFF')).ParseDocument();
    }

    private ConfigMap ParseDocument()
    {
        ConfigMap root = new(1) { Origin = ConfigMapOrigin.Header };
        ConfigMap current = root;
        for (_scanner.SkipLines(); !_scanner.IsAtEnd; _scanner.SkipLines())
        {
            if (_scanner.Peek == '[')
            {
                current = ParseHeader(root);
            }
            else
            {
                ParseEntry(current);
            }

            _scanner.ExpectLineEnd();
        }

        return root;
    }

    private ConfigMap ParseHeader(ConfigMap root)
    {
        int line = _scanner.Line;
        _scanner.Expect('[');
        bool isList = _scanner.Take('[');
        List<string> keys = ParseKeys();
        _scanner.Expect(']');
        if (isList)
        {
            _scanner.Expect(']');
        }

        ConfigMap parent = root;
        foreach (string key in keys[..^1])
        {
            parent = Enter(parent, key, line);
        }

        return isList ? AddToList(parent, keys[^1], line) : OpenTable(parent, keys[^1], line);
    }

    private readonly ConfigMap Enter(ConfigMap parent, string key, int line)
    {
        switch (parent.Find(key))
        {
            case null:
                ConfigMap implied = new(line);
                parent.TryAdd(key, implied);
                return implied;
            case ConfigMap { Origin: not ConfigMapOrigin.Inline } map:
                return map;
            case ConfigList { IsOfTables: true, Items: [.., ConfigMap last] }:
                return last;
            default:
                throw _scanner.Error($"'{key}' is no table, so nothing can be put under it");
        }
    }

    private readonly ConfigMap OpenTable(ConfigMap parent, string key, int line)
    {
        ConfigMap table = new(line) { Origin = ConfigMapOrigin.Header };
        if (parent.TryAdd(key, table))
        {
            return table;
        }

        if (parent.Find(key) is not ConfigMap { Origin: ConfigMapOrigin.Implied } implied)
        {
            throw _scanner.Error($"the table '{key}' is defined twice");
        }

        implied.Origin = ConfigMapOrigin.Header;
        return implied;
    }

    private readonly ConfigMap AddToList(ConfigMap parent, string key, int line)
    {
        ConfigList list = new(line) { IsOfTables = true };
        if (!parent.TryAdd(key, list))
        {
            list = parent.Find(key) as ConfigList is { IsOfTables: true } known
                ? known
                : throw _scanner.Error($"'{key}' is defined already, and no list of tables");
        }

        ConfigMap table = new(line) { Origin = ConfigMapOrigin.Header };
        list.Items.Add(table);
        return table;
    }

    private void ParseEntry(ConfigMap table)
    {
        List<string> keys = ParseKeys();
        int line = _scanner.Line;
        _scanner.Expect('=');
        ConfigMap parent = table;
        foreach (string key in keys[..^1])
        {
            if (parent.Find(key) is null)
            {
                parent.TryAdd(key, new ConfigMap(line) { Origin = ConfigMapOrigin.Dotted });
            }

            parent = parent.Find(key) as ConfigMap is { Origin: ConfigMapOrigin.Dotted } map
                ? map
                : throw _scanner.Error($"'{key}' is defined already, so nothing can be put under it");
        }

        ConfigNode value = ParseValue();
        if (!parent.TryAdd(keys[^1], value))
        {
            throw new MarineConfigException(_file, line, $"'{keys[^1]}' is defined twice");
        }
    }

    private List<string> ParseKeys()
    {
        List<string> keys = [];
        do
        {
            _scanner.SkipSpaces();
            string key = TomlStrings.Starts(_scanner)
                ? TomlStrings.Read(ref _scanner, isKey: true)
                : _scanner.TakeWhile(static next => char.IsAsciiLetterOrDigit(next) || next is '-' or '_') is { Length: > 0 } bare
                    ? bare.ToString()
                    : throw _scanner.Error($"expected a key {_scanner.Found()}");
            keys.Add(key);
            _scanner.SkipSpaces();
            if (keys.Count > Limits.MaxConfigDepth)
            {
                throw TooDeep();
            }
        }
        while (_scanner.Take('.'));
        return keys;
    }

    private ConfigNode ParseValue()
    {
        _scanner.SkipSpaces();
        int line = _scanner.Line;
        if (TomlStrings.Starts(_scanner))
        {
            return new ConfigScalar(line, ConfigScalarKind.Text, TomlStrings.Read(ref _scanner));
        }

        if (_scanner.Peek is not ('[' or '{'))
        {
            return TomlScalars.Read(ref _scanner);
        }

        if (++_depth > Limits.MaxConfigDepth)
        {
            throw TooDeep();
        }

        ConfigNode value = _scanner.Take('[') ? ParseList(line) : ParseInline(line);
        _depth--;
        return value;
    }

    private ConfigList ParseList(int line)
    {
        ConfigList list = new(line);
        for (_scanner.SkipLines(); !_scanner.Take(']'); _scanner.SkipLines())
        {
            list.Items.Add(ParseValue());
            _scanner.SkipLines();
            if (!_scanner.Take(',') && _scanner.Peek != ']')
            {
                throw _scanner.Error($"expected ',' or ']' {_scanner.Found()}");
            }
        }

        return list;
    }

    private ConfigMap ParseInline(int line)
    {
        _scanner.Expect('{');
        ConfigMap map = new(line) { Origin = ConfigMapOrigin.Inline };
        _scanner.SkipSpaces();
        if (_scanner.Take('}'))
        {
            return map;
        }

        do
        {
            ParseEntry(map);
            _scanner.SkipSpaces();
        }
        while (_scanner.Take(','));
        _scanner.Expect('}');
        return map;
    }

    private readonly MarineConfigException TooDeep() => _scanner.Error($"values lie more than {Limits.MaxConfigDepth} deep in each other");
}
