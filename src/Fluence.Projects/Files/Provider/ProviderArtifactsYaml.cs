using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Building;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>A <c>provider-artifacts.yaml</c> of version 1: the ids of offers, by the network and the offers' names.</summary>
/// <param name="Offers">The ids.</param>
public sealed record ProviderArtifactsYaml(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Offers)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "provider-artifacts.yaml";

    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>No offers.</summary>
    public static ProviderArtifactsYaml Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal));

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static ProviderArtifactsYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, ProviderYamlShape.Artifacts);
        return new ProviderArtifactsYaml(map.Map("offers")!.Entries.ToImmutableSortedDictionary(
            static network => network.Key,
            static network => ((ConfigMap)network.Value).Entries.ToImmutableSortedDictionary(
                static offer => offer.Key, static offer => ((ConfigMap)offer.Value).RequiredText("id"), StringComparer.Ordinal),
            StringComparer.Ordinal));
    }

    /// <summary>Reads a file; there are no offers where it is missing.</summary>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public static ProviderArtifactsYaml Load(string file) => File.Exists(file) ? Read(File.ReadAllText(file), file) : Empty;

    /// <summary>The ids of the offers of a network, by their names.</summary>
    public ImmutableSortedDictionary<string, string> Of(string network) => Offers.GetValueOrDefault(network, None);

    /// <summary>With an offer.</summary>
    public ProviderArtifactsYaml With(string network, string name, string id) =>
        new(Offers.SetItem(network, Of(network).SetItem(name, id)));

    /// <summary>The contents of the file.</summary>
    public string ToYaml()
    {
        YamlText text = new();
        text.Schema("schemas/provider-artifacts.json");
        text.Integer("version", 1);
        text.Map("offers", () =>
        {
            foreach ((string network, ImmutableSortedDictionary<string, string> offers) in Offers)
            {
                text.Map(network, () =>
                {
                    foreach ((string name, string id) in offers)
                    {
                        text.Map(name, () => text.Text("id", id));
                    }
                });
            }
        });
        return text.ToString();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string file) => ModuleFile.Write(file, System.Text.Encoding.UTF8.GetBytes(ToYaml()));
}
