using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Building;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>A <c>provider-secrets.yaml</c> of version 0: the keys of a provider's peers, by the peers' names.</summary>
/// <param name="Peers">The keys.</param>
public sealed record ProviderSecretsYaml(ImmutableSortedDictionary<string, PeerSecrets> Peers)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "provider-secrets.yaml";

    /// <summary>No keys.</summary>
    public static ProviderSecretsYaml Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, PeerSecrets>(StringComparer.Ordinal));

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static ProviderSecretsYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, ProviderYamlShape.Secrets);
        return new ProviderSecretsYaml(map.Map("noxes")!.Entries.ToImmutableSortedDictionary(
            static peer => peer.Key,
            static peer => new PeerSecrets(
                ((ConfigMap)peer.Value).RequiredText("networkKey"), ((ConfigMap)peer.Value).RequiredText("signingWallet")),
            StringComparer.Ordinal));
    }

    /// <summary>Reads a file; there are no keys where it is missing.</summary>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public static ProviderSecretsYaml Load(string file) => File.Exists(file) ? Read(File.ReadAllText(file), file) : Empty;

    /// <summary>The contents of the file.</summary>
    public string ToYaml()
    {
        YamlText text = new();
        text.Schema("schemas/provider-secrets.json");
        text.Integer("version", 0);
        text.Map("noxes", () =>
        {
            foreach ((string name, PeerSecrets secrets) in Peers)
            {
                text.Map(name, () =>
                {
                    text.Text("networkKey", secrets.NetworkKey);
                    text.Text("signingWallet", secrets.SigningWallet);
                });
            }
        });
        return text.ToString();
    }

    /// <summary>Writes the file for its owner alone, whole or not at all.</summary>
    public void Save(string file) => ModuleFile.Write(file, System.Text.Encoding.UTF8.GetBytes(ToYaml()), isSecret: true);
}

/// <summary>The keys of a peer.</summary>
/// <param name="NetworkKey">Base64 of the 32-byte Ed25519 seed.</param>
/// <param name="SigningWallet">The secp256k1 key of its transactions: 0x and 64 hexadecimal digits.</param>
public sealed record PeerSecrets(string NetworkKey, string SigningWallet)
{
    /// <summary>Does not tell the keys.</summary>
    public override string ToString() => nameof(PeerSecrets);
}
