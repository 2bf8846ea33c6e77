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
        string? similar = Spelling.Nearest(key, PeerSettings.All.Select(setting => setting.Key));
        string hint = similar is null ? "" : $"; did you mean '{similar}'?";
        return new ConfigException($"{where}: there is no setting '{key}'{hint}; 'fluence peer run --help' lists all");
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
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException)
        {
            // the library's scanner meets some malformed files with these instead of its own exception, and without a place
            throw new ConfigException($"{file}: this is not YAML");
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
}
