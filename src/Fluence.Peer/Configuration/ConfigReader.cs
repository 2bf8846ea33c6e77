using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fluence.Peer.Configuration;

/// <summary>Puts a configuration together: defaults, then a YAML file, then environment variables, then flags.</summary>
public static class ConfigReader
{
    /// <summary>Reads the configuration.</summary>
    /// <param name="file">A YAML file of keys; null for none.</param>
    /// <param name="environment">Environment variables by name.</param>
    /// <param name="flags">Values of flags by key.</param>
    /// <exception cref="ConfigException">A source holds something that is no setting.</exception>
    public static PeerConfig Read(
        string? file, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> flags)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(flags);
        PeerConfig config = new();
        if (file is not null)
        {
            foreach ((string key, string value, long line) in ReadYaml(file))
            {
                string where = $"{file}, line {line}";
                config = Apply(config, PeerSettings.Find(key) ?? throw Unknown(key, where), value, where);
            }
        }

        foreach (PeerSetting setting in PeerSettings.All)
        {
            if (environment.TryGetValue(setting.EnvironmentVariable, out string? value))
            {
                config = Apply(config, setting, value, $"environment variable {setting.EnvironmentVariable}");
            }
        }

        foreach ((string key, string value) in flags)
        {
            PeerSetting setting = PeerSettings.Find(key) ?? throw Unknown(key, "flags");
            config = Apply(config, setting, value, $"flag {setting.Flag}");
        }

        return config;
    }

    /// <summary>The configuration as a YAML file that <see cref="Read"/> takes.</summary>
    public static string Print(PeerConfig config) => string.Concat(
        PeerSettings.All.Select(setting => $"# {setting.Help}\n{setting.Key}: {Quote(setting.Print(config))}\n"));

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static PeerConfig Apply(PeerConfig config, PeerSetting setting, string value, string where) =>
        setting.Apply(config, value)
        ?? throw new ConfigException($"{where}: {setting.Key} is '{value}', expected {setting.Expected} ({setting.Help})");

    private static ConfigException Unknown(string key, string where)
    {
        string? similar = PeerSettings.All.Select(setting => setting.Key).MinBy(known => Distance(known, key));
        return new ConfigException($"{where}: there is no setting '{key}'; did you mean '{similar}'? All: fluence peer run --help");
    }

    private static List<(string Key, string Value, long Line)> ReadYaml(string file)
    {
        YamlStream yaml = [];
        try
        {
            using StreamReader reader = new(file);
            yaml.Load(reader);
        }
        catch (YamlException malformed)
        {
            throw new ConfigException($"{file}, line {malformed.Start.Line}: this is not YAML: {malformed.Message}");
        }
        catch (IOException unreadable)
        {
            throw new ConfigException($"the configuration file cannot be read: {unreadable.Message}");
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new ConfigException($"the configuration file cannot be read: {forbidden.Message}");
        }

        if (yaml.Documents.Count == 0)
        {
            return [];
        }

        return yaml.Documents[0].RootNode is YamlMappingNode map
            ? [.. map.Children.Select(child => ReadEntry(file, child.Key, child.Value))]
            : throw new ConfigException($"{file}: expected a map of settings, like 'tcp_port: 7771'");
    }

    private static (string Key, string Value, long Line) ReadEntry(string file, YamlNode key, YamlNode value)
    {
        string name = (key as YamlScalarNode)?.Value ?? "";
        return value switch
        {
            YamlScalarNode scalar => (name, scalar.Value ?? "", key.Start.Line),
            YamlSequenceNode list when list.All(item => item is YamlScalarNode) =>
                (name, string.Join(',', list.Select(item => ((YamlScalarNode)item).Value)), key.Start.Line),
            _ => throw new ConfigException($"{file}, line {value.Start.Line}: {name} must be a value or a list of values"),
        };
    }

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
