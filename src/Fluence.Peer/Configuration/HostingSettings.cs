using System.Collections.Immutable;
using Fluence.Primitives.Content;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;

namespace Fluence.Peer.Configuration;

/// <summary>The keys about services.</summary>
internal static class HostingSettings
{
    private static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        Integer("services_pool_size", "calls of services that run at once", 1, 4096,
            h => h.PoolSize, (h, v) => h with { PoolSize = (int)v }),
        Integer("services_pool_share", "how many of them may be of the peer itself, or of one worker", 1, 4096,
            h => h.PoolShare, (h, v) => h with { PoolShare = (int)v }),
        Integer("service_queue_length", "calls that may wait for one service", 1, int.MaxValue,
            h => h.QueueLength, (h, v) => h with { QueueLength = (int)v }),
        Integer("service_call_timeout", "seconds that a call of a service may run", 1, int.MaxValue,
            h => (long)h.CallTimeout.TotalSeconds, (h, v) => h with { CallTimeout = TimeSpan.FromSeconds(v) }),
        Integer("service_call_fuel", "fuel of a call, about one for each instruction", 1, long.MaxValue,
            h => h.CallFuel, (h, v) => h with { CallFuel = v }),
        Integer("service_memory_limit", "bytes of memory of a service's modules together", 65536, uint.MaxValue,
            h => h.MemoryLimit, (h, v) => h with { MemoryLimit = v }),
        Integer("service_result_limit", "bytes of the largest result of a call", 1024, int.MaxValue,
            h => h.ResultLimit, (h, v) => h with { ResultLimit = v }),
        Integer("service_storage_limit", "bytes of a service's files together", 0, long.MaxValue,
            h => h.StorageLimit, (h, v) => h with { StorageLimit = v }),
        Integer("max_services", "services that the peer hosts", 0, int.MaxValue,
            h => h.MaxServices, (h, v) => h with { MaxServices = (int)v }),
        Integer("max_modules", "modules that the peer keeps", 0, int.MaxValue, h => h.MaxModules, (h, v) => h with { MaxModules = (int)v }),
        Integer("max_module_size", "bytes of the largest module", 1, int.MaxValue,
            h => h.MaxModuleSize, (h, v) => h with { MaxModuleSize = v }),
        Integer("max_vault_size", "bytes in the vault of a particle", 0, long.MaxValue,
            h => h.MaxVaultSize, (h, v) => h with { MaxVaultSize = v }),
        Integer("max_spell_particle_ttl", "seconds that a particle of a spell lives", 1, uint.MaxValue / 1000,
            h => (long)h.SpellTtl.TotalSeconds, (h, v) => h with { SpellTtl = TimeSpan.FromSeconds(v) }),
        Integer("max_spell_storage", "bytes of a spell's database", 65536, long.MaxValue,
            h => h.MaxSpellStorage, (h, v) => h with { MaxSpellStorage = v }),
        Integer("max_open_spells", "spells whose files are open at once", 1, int.MaxValue,
            h => h.MaxOpenSpells, (h, v) => h with { MaxOpenSpells = (int)v }),
        Integer("max_workers", "workers that the peer has", 0, int.MaxValue,
            h => h.MaxWorkers, (h, v) => h with { MaxWorkers = (int)v }),
        Integer("worker_spell_period", "seconds from one run of an activated worker's spell to the next", 1, 3_153_600_000,
            h => (long)h.WorkerSpellPeriod.TotalSeconds, (h, v) => h with { WorkerSpellPeriod = TimeSpan.FromSeconds(v) }),
        Integer("max_journeys", "particles of which is remembered what happened to them, for fluence run --trace", 0, int.MaxValue,
            h => h.MaxJourneys, (h, v) => h with { MaxJourneys = (int)v }),
        Pairs("services_envs", "environment variables of all services",
            h => h.Environment.ToImmutableSortedDictionary(StringComparer.Ordinal),
            (h, v) => h with { Environment = v }),
        new("effectors", "modules that may run programs of the host: CID:NAME=PATH, separated by commas",
            (c, text) => ReadEffectors(c.Hosting.Effectors, text) is { } policy
                ? c with { Hosting = c.Hosting with { Effectors = policy } } : null,
            c => PrintEffectors(c.Hosting.Effectors), "CID:NAME=PATH, separated by commas"),
        Pairs("binaries", "programs that all other modules may run; for development only", h => h.Effectors.Default ?? Empty,
            (h, v) => h with { Effectors = h.Effectors with { Default = v.IsEmpty ? null : v } }),
    ];

    private static PeerSetting Integer(
        string key, string help, long least, long most, Func<HostingOptions, long> get, Func<HostingOptions, long, HostingOptions> set) =>
        PeerSettings.Integer(key, help, least, most, c => get(c.Hosting), (c, v) => c with { Hosting = set(c.Hosting, v) });

    private static PeerSetting Pairs(
        string key,
        string help,
        Func<HostingOptions, ImmutableSortedDictionary<string, string>> get,
        Func<HostingOptions, ImmutableSortedDictionary<string, string>, HostingOptions> set) => new(
        key, help,
        (c, text) => ReadPairs(text) is { } pairs ? c with { Hosting = set(c.Hosting, pairs) } : null,
        c => string.Join(',', get(c.Hosting).Select(pair => $"{pair.Key}={pair.Value}")), "NAME=VALUE, separated by commas");

    private static ImmutableSortedDictionary<string, string>? ReadPairs(string text)
    {
        ImmutableSortedDictionary<string, string> pairs = Empty;
        foreach (string item in Items(text))
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return null;
            }

            pairs = pairs.SetItem(item[..equals], item[(equals + 1)..]);
        }

        return pairs;
    }

    private static EffectorPolicy? ReadEffectors(EffectorPolicy policy, string text)
    {
        EffectorPolicy read = EffectorPolicy.None with { Default = policy.Default };
        foreach (string item in Items(text))
        {
            int colon = item.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !Cid.TryParse(item[..colon], out Cid cid) || ReadPairs(item[(colon + 1)..]) is not { Count: 1 } pair)
            {
                return null;
            }

            ImmutableSortedDictionary<string, string> binaries = read.Allowed.GetValueOrDefault(cid.ToString(), Empty);
            read = read with { Allowed = read.Allowed.SetItem(cid.ToString(), binaries.SetItems(pair)) };
        }

        return read;
    }

    private static string PrintEffectors(EffectorPolicy policy) => string.Join(',', policy.Allowed
        .OrderBy(module => module.Key, StringComparer.Ordinal)
        .SelectMany(module => module.Value.Select(binary => $"{module.Key}:{binary.Key}={binary.Value}")));

    private static string[] Items(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
