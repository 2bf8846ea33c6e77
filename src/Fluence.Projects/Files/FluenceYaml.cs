using System.Collections.Immutable;
using Fluence.Marine;
using Fluence.Marine.Configuration.Tree;
using Fluence.Marine.Configuration.Yaml;

namespace Fluence.Projects.Files;

/// <summary>What a <c>fluence.yaml</c> says about services. All else in it is for others.</summary>
/// <param name="Services">The folder or archive of each service, by the service's name, in the order of the file.</param>
/// <param name="MarineBuildArguments">Arguments for <c>cargo build</c>; null for those of a release.</param>
public sealed record FluenceYaml(ImmutableArray<(string Name, string Get)> Services, string? MarineBuildArguments)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "fluence.yaml";

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="MarineConfigException">It is no YAML, or a setting that is read is missing or of the wrong kind.</exception>
    public static FluenceYaml Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ConfigMapReader map = new(file, YamlTree.Parse(file, text), "");
        ImmutableArray<(string, string)> services =
            [.. map.Map("services")?.AllMaps().Select(static each => (each.Key, each.Value.RequiredText("get"))) ?? []];
        return new FluenceYaml(services, map.Text("marineBuildArgs"));
    }
}
