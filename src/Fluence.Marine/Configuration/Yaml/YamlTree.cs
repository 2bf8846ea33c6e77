using Fluence.Marine.Configuration.Tree;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fluence.Marine.Configuration.Yaml;

/// <summary>Reads one YAML document without aliases and tags into a tree.</summary>
internal static class YamlTree
{
    /// <summary>Reads a file whose document is a map.</summary>
    /// <exception cref="MarineConfigException">The text is no such YAML, too long, or nested too deeply.</exception>
    public static ConfigMap Parse(string file, string text) =>
        ParseAny(file, text) as ConfigMap ?? throw new MarineConfigException(file, 1, "expected a map of settings");

    /// <summary>Reads a file whose document is anything.</summary>
    /// <exception cref="MarineConfigException">The text is no YAML, too long, or nested too deeply.</exception>
    public static ConfigNode ParseAny(string file, string text)
    {
        if (text.Length > Limits.MaxConfigLength)
        {
            throw new MarineConfigException(file, 0, $"the file is longer than {Limits.MaxConfigLength} characters");
        }

        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out DocumentStart? _))
            {
                throw new MarineConfigException(file, 0, "the file is empty");
            }

            return ReadNode(file, parser, 0);
        }
        catch (YamlException malformed)
        {
            throw new MarineConfigException(file, (int)malformed.Start.Line, $"this is not YAML: {malformed.Message}");
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // the library's scanner meets some malformed texts with these instead of its own exception, and without a place
            throw new MarineConfigException(file, 0, "this is not YAML");
        }
    }

    private static ConfigNode ReadNode(string file, Parser parser, int depth)
    {
        int line = parser.Current is { } next ? (int)next.Start.Line : 0;
        int column = parser.Current is { } here ? (int)here.Start.Column : 0;
        if (depth > Limits.MaxConfigDepth)
        {
            throw new MarineConfigException(file, line, $"values lie more than {Limits.MaxConfigDepth} deep in each other");
        }

        if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            ConfigScalarKind kind = scalar.Style == ScalarStyle.Plain ? ConfigScalarKind.Plain : ConfigScalarKind.Text;
            return new ConfigScalar(line, kind, scalar.Value, column);
        }

        if (parser.TryConsume<SequenceStart>(out SequenceStart? _))
        {
            ConfigList list = new(line, column);
            while (!parser.TryConsume<SequenceEnd>(out SequenceEnd? _))
            {
                list.Items.Add(ReadNode(file, parser, depth + 1));
            }

            return list;
        }

        return parser.TryConsume<MappingStart>(out MappingStart? _)
            ? ReadMap(file, parser, (line, column), depth)
            : throw new MarineConfigException(file, line, "expected a value, a list or a map; references are not supported");
    }

    private static ConfigMap ReadMap(string file, Parser parser, (int Line, int Column) start, int depth)
    {
        ConfigMap map = new(start.Line, start.Column);
        while (!parser.TryConsume<MappingEnd>(out MappingEnd? _))
        {
            if (!parser.TryConsume<Scalar>(out Scalar? key))
            {
                throw new MarineConfigException(file, start.Line, "the keys of maps are texts");
            }

            ConfigNode value = ReadNode(file, parser, depth + 1);

            // null is the same as leaving a key out
            bool isNull = value is ConfigScalar { ScalarKind: ConfigScalarKind.Plain, Text: "" or "null" or "~" };
            map.AddKey(new ConfigKey(key.Value, (int)key.Start.Line, (int)key.Start.Column, !isNull));
            if (!isNull && !map.TryAdd(key.Value, value))
            {
                throw new MarineConfigException(file, (int)key.Start.Line, $"'{key.Value}' is defined twice");
            }
        }

        return map;
    }
}
