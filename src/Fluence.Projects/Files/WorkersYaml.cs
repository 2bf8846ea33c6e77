using System.Collections.Immutable;
using System.Globalization;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Building;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A <c>workers.yaml</c> of version 1 or 2: what was deployed, by the network and then by the name.</summary>
public sealed record WorkersYaml
{
    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, DealEntry>> NoDeals =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, DealEntry>>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, HostEntry>> NoHosts =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, HostEntry>>(StringComparer.Ordinal);

    /// <summary>Nothing was deployed.</summary>
    public static WorkersYaml Empty { get; } = new();

    /// <summary>What was deployed by deals.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, DealEntry>> Deals { get; init; } = NoDeals;

    /// <summary>What was deployed on certain peers.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, HostEntry>> Hosts { get; init; } = NoHosts;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static WorkersYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, WorkersYamlShape.Shape);
        return new WorkersYaml
        {
            Deals = Networks(map.Map("deals"), NoDeals, DealEntry.Of),
            Hosts = Networks(map.Map("hosts"), NoHosts, HostEntry.Of),
        };
    }

    /// <summary>Reads a file; nothing was deployed where it is missing.</summary>
    /// <exception cref="ProjectFileException">It is wrong; all mistakes are told.</exception>
    public static WorkersYaml Load(string file) => File.Exists(file) ? Read(File.ReadAllText(file), file) : Empty;

    /// <summary>The deal of a name; null if there is none.</summary>
    public DealEntry? Deal(string network, string name) => Deals.GetValueOrDefault(network)?.GetValueOrDefault(name);

    /// <summary>The direct deployment of a name; null if there is none.</summary>
    public HostEntry? Host(string network, string name) => Hosts.GetValueOrDefault(network)?.GetValueOrDefault(name);

    /// <summary>With a deal, which takes the place of one of the same name; without it if it is null.</summary>
    public WorkersYaml WithDeal(string network, string name, DealEntry? deal) => this with { Deals = Put(Deals, network, name, deal) };

    /// <summary>With a direct deployment, which takes the place of one of the same name; without it if it is null.</summary>
    public WorkersYaml WithHost(string network, string name, HostEntry? host) => this with { Hosts = Put(Hosts, network, name, host) };

    /// <summary>The contents of the file, of the version that knows all networks in it.</summary>
    public string ToYaml()
    {
        YamlText text = new();
        text.Schema("schemas/workers.json");
        bool isNewer = Deals.Keys.Concat(Hosts.Keys).Any(static network => network is "testnet" or "mainnet");
        text.Integer("version", isNewer ? 2 : 1);
        Write(text, "deals", Deals, static (inner, deal) => deal.Write(inner));
        Write(text, "hosts", Hosts, static (inner, host) => host.Write(inner));
        return text.ToString();
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string file) => ModuleFile.Write(file, System.Text.Encoding.UTF8.GetBytes(ToYaml()));

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, T>> Networks<T>(
        ConfigMap? map, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, T>> none, Func<ConfigMap, T> read) =>
        none.AddRange((map?.Entries ?? []).Select(network => KeyValuePair.Create(
            network.Key,
            ((ConfigMap)network.Value).Entries.ToImmutableSortedDictionary(
                static entry => entry.Key, entry => read((ConfigMap)entry.Value), StringComparer.Ordinal))));

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, T>> Put<T>(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, T>> all, string network, string name, T? value)
        where T : class
    {
        ImmutableSortedDictionary<string, T> inner =
            all.GetValueOrDefault(network) ?? ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
        inner = value is null ? inner.Remove(name) : inner.SetItem(name, value);
        return inner.IsEmpty ? all.Remove(network) : all.SetItem(network, inner);
    }

    private static void Write<T>(
        YamlText text, string key, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, T>> all, Action<YamlText, T> write)
    {
        if (all.IsEmpty)
        {
            return;
        }

        text.Map(key, () =>
        {
            foreach ((string network, ImmutableSortedDictionary<string, T> entries) in all)
            {
                text.Map(network, () =>
                {
                    foreach ((string name, T value) in entries)
                    {
                        text.Map(name, () => write(text, value));
                    }
                });
            }
        });
    }
}

/// <summary>What was deployed by a deal.</summary>
/// <param name="Definition">The content id of what was deployed.</param>
/// <param name="Timestamp">When, in ISO 8601.</param>
/// <param name="DealIdOriginal">The deal's address, with 0x.</param>
/// <param name="ChainNetworkId">The chain's number.</param>
/// <param name="Matched">Whether providers were found; null if nobody knows.</param>
public sealed record DealEntry(string Definition, string Timestamp, string DealIdOriginal, long ChainNetworkId, bool? Matched = null)
{
    /// <summary>The deal's address in lowercase and without 0x.</summary>
    public string DealId => (DealIdOriginal.StartsWith("0x", StringComparison.Ordinal) ? DealIdOriginal[2..] : DealIdOriginal)
        .ToLower(CultureInfo.InvariantCulture);

    internal static DealEntry Of(ConfigMap map) => new(
        map.RequiredText("definition"), map.RequiredText("timestamp"), map.RequiredText("dealIdOriginal"),
        map.Integer("chainNetworkId")!.Value, map.Flag("matched"));

    internal void Write(YamlText text)
    {
        text.Text("definition", Definition);
        text.Text("timestamp", Timestamp);
        text.Text("dealIdOriginal", DealIdOriginal);
        text.Text("dealId", DealId);
        text.Integer("chainNetworkId", ChainNetworkId);
        if (Matched is { } matched)
        {
            text.Flag("matched", matched);
        }
    }
}

/// <summary>What was deployed on certain peers without a deal.</summary>
/// <param name="Definition">The content id of what was deployed.</param>
/// <param name="InstallationSpells">The workers.</param>
/// <param name="RelayId">The relay by which it was deployed.</param>
/// <param name="Timestamp">When, in ISO 8601.</param>
/// <param name="DummyDealId">What stands for the deal's id on the peers.</param>
public sealed record HostEntry(
    string Definition, ImmutableArray<InstallationSpell> InstallationSpells, string RelayId, string Timestamp, string DummyDealId)
{
    internal static HostEntry Of(ConfigMap map) => new(
        map.RequiredText("definition"),
        [.. ((ConfigList)map.Find("installation_spells")!).Items.Cast<ConfigMap>().Select(static spell => new InstallationSpell(
            spell.RequiredText("host_id"), spell.RequiredText("spell_id"), spell.RequiredText("worker_id")))],
        map.RequiredText("relayId"), map.RequiredText("timestamp"), map.RequiredText("dummyDealId"));

    internal void Write(YamlText text)
    {
        text.Text("definition", Definition);
        text.Items("installation_spells", InstallationSpells, static (inner, spell) =>
        {
            inner.Text("host_id", spell.HostId);
            inner.Text("spell_id", spell.SpellId);
            inner.Text("worker_id", spell.WorkerId);
        });
        text.Text("relayId", RelayId);
        text.Text("timestamp", Timestamp);
        text.Text("dummyDealId", DummyDealId);
    }
}

/// <summary>A worker on a peer.</summary>
/// <param name="HostId">The peer.</param>
/// <param name="SpellId">The spell that keeps the worker as it was deployed.</param>
/// <param name="WorkerId">The worker.</param>
public sealed record InstallationSpell(string HostId, string SpellId, string WorkerId);
