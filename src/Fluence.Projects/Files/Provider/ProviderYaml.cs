using System.Collections.Immutable;
using System.Globalization;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Building;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>A <c>provider.yaml</c> of version 1.</summary>
/// <param name="ProviderName">The provider's name.</param>
public sealed record ProviderYaml(string ProviderName)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "provider.yaml";

    /// <summary>The peers by their names, in the order of the file.</summary>
    public IReadOnlyDictionary<string, ComputePeer> ComputePeers { get; init; } = ImmutableDictionary<string, ComputePeer>.Empty;

    /// <summary>The offers by their names, in the order of the file.</summary>
    public IReadOnlyDictionary<string, ProviderOffer> Offers { get; init; } = ImmutableDictionary<string, ProviderOffer>.Empty;

    /// <summary>The commitments by the names of the peers.</summary>
    public IReadOnlyDictionary<string, ProviderCommitment> CapacityCommitments { get; init; } =
        ImmutableDictionary<string, ProviderCommitment>.Empty;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="ProjectFileException">
    /// It is no YAML, or settings are unknown, missing or wrong, or names in it are of nothing; all of them are told.
    /// </exception>
    public static ProviderYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, ProviderYamlShape.Shape);
        ConfigMap? common = map.Map("nox");
        ProviderYaml provider = new(map.RequiredText("providerName"))
        {
            ComputePeers = map.Values("computePeers", (_, peer) => ComputePeer.Of((ConfigMap)peer, common)),
            Offers = map.Values("offers", static (_, offer) => ProviderOffer.Of((ConfigMap)offer)),
            CapacityCommitments = map.Values(
                "capacityCommitments", static (_, commitment) => ProviderCommitment.Of((ConfigMap)commitment)),
        };
        List<FileMistake> mistakes = [.. ProviderNames.Mistakes(map, provider)];
        return mistakes.Count == 0 ? provider : throw new ProjectFileException(file, [.. mistakes]);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectException">It is not there.</exception>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public static ProviderYaml Load(string file) => File.Exists(file)
        ? Read(File.ReadAllText(file), file)
        : throw new ProjectException($"there is no {file}; `fluence provider init` makes one");

    /// <summary>A file of so many peers that are in one offer.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="peers">How many peers.</param>
    /// <param name="units">How many compute units each has.</param>
    /// <param name="price">What a worker costs at least in an epoch, a decimal number of USDC.</param>
    /// <param name="duration">How long peers are committed.</param>
    public static ProviderYaml Create(string name, int peers, int units, string price, string duration)
    {
        string[] names =
            [.. Enumerable.Range(0, peers).Select(static number => string.Create(CultureInfo.InvariantCulture, $"nox-{number}"))];
        return new ProviderYaml(name)
        {
            ComputePeers = new OrderedDictionary<string, ComputePeer>(
                names.Select(each => KeyValuePair.Create(each, new ComputePeer(units))), StringComparer.Ordinal),
            Offers = new Dictionary<string, ProviderOffer> { ["offer"] = new(price, [.. names]) },
            CapacityCommitments = new OrderedDictionary<string, ProviderCommitment>(
                names.Select(each => KeyValuePair.Create(each, new ProviderCommitment(duration, 7, null))), StringComparer.Ordinal),
        };
    }

    /// <summary>The contents of the file.</summary>
    public string ToYaml()
    {
        YamlText text = new();
        text.Schema(".fluence/schemas/provider.json");
        text.Integer("version", 1);
        text.Text("providerName", ProviderName);
        text.Map("computePeers", () =>
        {
            foreach ((string name, ComputePeer peer) in ComputePeers)
            {
                text.Map(name, () => text.Integer("computeUnits", peer.ComputeUnits));
            }
        });
        text.Map("offers", () =>
        {
            foreach ((string name, ProviderOffer offer) in Offers)
            {
                text.Map(name, () => offer.Write(text));
            }
        });
        text.Map("capacityCommitments", () =>
        {
            foreach ((string name, ProviderCommitment commitment) in CapacityCommitments)
            {
                text.Map(name, () => commitment.Write(text));
            }
        });
        return text.ToString();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string file) => ModuleFile.Write(file, System.Text.Encoding.UTF8.GetBytes(ToYaml()));
}
