using System.Collections.Immutable;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Projects.Files;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Provider;

/// <summary>A provider as the files of a folder say: what it offers, the keys of its peers, and what it has made on the chain.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Yaml">What it offers.</param>
/// <param name="Secrets">The keys of its peers.</param>
internal sealed record ProviderContext(ProjectFolder Folder, ProviderYaml Yaml, ProviderSecretsYaml Secrets)
{
    /// <summary>The word for all of something, in options that take names.</summary>
    public const string All = "all";

    /// <summary>The provider of the present folder if it has a file of one, and otherwise of the project around it.</summary>
    /// <exception cref="CommandException">There is none, or a file of it is wrong.</exception>
    public static ProviderContext Load()
    {
        ProjectFolder here = new(Path.GetFullPath("."));
        return Load(File.Exists(here.ProviderFile) ? here : ProjectFolder.Near("."));
    }

    /// <summary>The provider of a folder.</summary>
    /// <exception cref="CommandException">There is none, or a file of it is wrong.</exception>
    public static ProviderContext Load(ProjectFolder folder) => ProjectErrors.Explaining(() => new ProviderContext(
            folder, ProviderYaml.Load(folder.ProviderFile), ProviderSecretsYaml.Load(folder.ProviderSecretsFile)));

    /// <summary>Makes the files: so many peers in one offer, with new keys.</summary>
    /// <exception cref="CommandException">There is a provider already.</exception>
    public static ProviderContext Create(ProjectFolder folder, ProviderYaml yaml)
    {
        if (File.Exists(folder.ProviderFile))
        {
            throw new CommandException($"there is a {folder.ProviderFile} already; edit it, or remove it to begin anew");
        }

        yaml.Save(folder.ProviderFile);
        return new ProviderContext(folder, yaml, ProviderSecretsYaml.Load(folder.ProviderSecretsFile));
    }

    /// <summary>With keys for peers that had none, which are kept.</summary>
    /// <param name="known">The key of a peer that has one elsewhere already, by its place in the file; null to make all keys.</param>
    public ProviderContext WithAllSecrets(Func<int, KeyPair?>? known = null)
    {
        List<string> names = [.. Yaml.ComputePeers.Keys];
        string[] missing = [.. Yaml.ComputePeers.Keys.Where(name => !Secrets.Peers.ContainsKey(name))];
        if (missing.Length == 0)
        {
            return this;
        }

        ProviderSecretsYaml all = new(Secrets.Peers.AddRange(missing.Select(name => KeyValuePair.Create(name,
            NewSecrets(known?.Invoke(names.IndexOf(name)))))));
        all.Save(Folder.ProviderSecretsFile);
        return this with { Secrets = all };
    }

    /// <summary>The peers of an option like <c>--nox-names</c>: names after commas, or <c>all</c>; all of them without it.</summary>
    /// <exception cref="CommandException">A name is of no peer, or a peer has no keys.</exception>
    public ImmutableArray<ProviderPeer> Peers(string? names) =>
        [.. Names(names, Yaml.ComputePeers.Keys, "peer", "computePeers").Select(Peer)];

    /// <summary>The names of offers of an option like <c>--offers</c>: names after commas, or <c>all</c>; all of them without it.</summary>
    /// <exception cref="CommandException">A name is of no offer.</exception>
    public ImmutableArray<string> Offers(string? names) => Names(names, Yaml.Offers.Keys, "offer", "offers");

    /// <summary>The peers that are in offers.</summary>
    public ImmutableArray<ProviderPeer> PeersOf(IEnumerable<string> offers) =>
        [.. offers.SelectMany(offer => Yaml.Offers[offer].ComputePeers).Distinct(StringComparer.Ordinal).Select(Peer)];

    /// <summary>A peer.</summary>
    /// <exception cref="CommandException">It has no keys, or what is kept as its keys are none.</exception>
    public ProviderPeer Peer(string name)
    {
        if (!Secrets.Peers.TryGetValue(name, out PeerSecrets? secrets))
        {
            throw new CommandException($"{Folder.ProviderSecretsFile} has no keys of the peer '{name}'; `fluence provider gen` makes them");
        }

        Span<byte> seed = stackalloc byte[KeyPair.SeedLength];
        if (!Convert.TryFromBase64String(secrets.NetworkKey, seed, out int length) || length != KeyPair.SeedLength)
        {
            throw new CommandException($"{Folder.ProviderSecretsFile}: noxes.{name}.networkKey is no base64 of 32 bytes");
        }

        return Wallet.TryParse(secrets.SigningWallet, out Wallet? wallet)
            ? new ProviderPeer(name, Yaml.ComputePeers[name], KeyPair.FromSeed(seed), wallet)
            : throw new CommandException($"{Folder.ProviderSecretsFile}: noxes.{name}.signingWallet is no key of 64 hexadecimal digits");
    }

    private ImmutableArray<string> Names(string? given, IEnumerable<string> known, string what, string section)
    {
        if (given is null or All)
        {
            return [.. known];
        }

        string[] names = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] unknown = [.. names.Except(known, StringComparer.Ordinal)];
        return unknown.Length == 0 ? [.. names] : throw new CommandException(
            $"{Folder.ProviderFile} has no {what} '{unknown[0]}'; {section} are {string.Join(", ", known.DefaultIfEmpty("none"))}");
    }

    private static PeerSecrets NewSecrets(KeyPair? key) =>
        new(Convert.ToBase64String((key ?? KeyPair.Generate()).Seed.Span), Hex.Of(Wallet.Create().PrivateKey.Span));
}

/// <summary>A peer of a provider with its keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">What the file says of it.</param>
/// <param name="Key">The key of its peer id.</param>
/// <param name="Wallet">The key of its transactions.</param>
internal sealed record ProviderPeer(string Name, ComputePeer Settings, KeyPair Key, Wallet Wallet);
