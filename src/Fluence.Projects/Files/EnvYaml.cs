using Fluence.Projects.Building;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A <c>.fluence/env.yaml</c> of version 0 or 1: the network that a project uses.</summary>
/// <param name="FluenceEnv">The network's name; null where none was chosen.</param>
public sealed record EnvYaml(string? FluenceEnv)
{
    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static EnvYaml Read(string text, string file) =>
        new(ShapedFile.Parse(text, file, SmallShapes.Env).Text("fluenceEnv"));

    /// <summary>Reads a file; no network was chosen where it is missing.</summary>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public static EnvYaml Load(string file) => File.Exists(file) ? Read(File.ReadAllText(file), file) : new EnvYaml((string?)null);

    /// <summary>The contents of the file, of the version that knows the network.</summary>
    public string ToYaml()
    {
        YamlText text = new();
        text.Schema("schemas/env.json");
        text.Integer("version", FluenceEnv is "testnet" or "mainnet" ? 1 : 0);
        if (FluenceEnv is not null)
        {
            text.Text("fluenceEnv", FluenceEnv);
        }

        return text.ToString();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string file) => ModuleFile.Write(file, System.Text.Encoding.UTF8.GetBytes(ToYaml()));
}
