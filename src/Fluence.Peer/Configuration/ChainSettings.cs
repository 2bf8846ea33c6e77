using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Chain;
using Fluence.Services.Deals;
using Fluence.Services.Units;

namespace Fluence.Peer.Configuration;

/// <summary>The keys about the chain, deals, and compute units.</summary>
internal static class ChainSettings
{
    private const string AnAddress = "an address, 0x and 40 hexadecimal digits";

    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        Url("chain_http_endpoint", "RPC endpoint of the chain by which deals are served; empty for a peer that serves none", "http",
            o => o.HttpEndpoint, (o, v) => o with { HttpEndpoint = v }),
        Url("chain_ws_endpoint", "endpoint that tells of new blocks; without one the chain is polled", "ws",
            o => o.WebSocketEndpoint, (o, v) => o with { WebSocketEndpoint = v }),
        Chain("chain_network_id", "id of the network that the endpoint must be of; empty for any", "an integer",
            (o, v) => v.Length == 0 ? o with { NetworkId = null }
                : long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? o with { NetworkId = id } : null,
            o => o.NetworkId?.ToString(CultureInfo.InvariantCulture) ?? ""),
        Chain("chain_core_contract_address", "contract Core of the marketplace", AnAddress,
            (o, v) => Address.TryParse(v, out Address core) ? o with { Core = core } : null, o => o.Core.ToString()),
        Contract("chain_market_contract_address", "contract Market", o => o.Market, (o, v) => o with { Market = v }),
        Contract("chain_cc_contract_address", "contract Capacity", o => o.Capacity, (o, v) => o with { Capacity = v }),
        Chain("chain_wallet_key", "key of the peer's account on the chain, or a file with it; empty for a peer that only reads",
            "64 hexadecimal digits, or a path", (o, v) => o with { WalletKey = v }, o => o.WalletKey),
        PeerSettings.Integer("chain_confirmations", "blocks above one before the peer acts on it", 0, 1000,
            c => c.Chain.Confirmations, (c, v) => c with { Chain = c.Chain with { Confirmations = (int)v } }),
        PeerSettings.Integer("deal_sync_start_block", "block from which on published deals are looked for", 0, long.MaxValue,
            c => c.Chain.SyncStartBlock, (c, v) => c with { Chain = c.Chain with { SyncStartBlock = v } }),
        Seconds("chain_poll_period", "seconds after which the chain is read again where it does not tell of blocks", 1,
            o => o.PollPeriod, (o, v) => o with { PollPeriod = v }),
        Seconds("transaction_timeout", "seconds after which a transaction that is in no block is sent again", 1,
            o => o.TransactionTimeout, (o, v) => o with { TransactionTimeout = v }),
        Seconds("decider_period_sec", "seconds from one run of the decider to the next where nothing changes", 1,
            o => o.DeciderPeriod, (o, v) => o with { DeciderPeriod = v }),
        Seconds("drained_deal_grace", "seconds that units stay in a deal without funds", 0,
            o => o.DrainedGrace, (o, v) => o with { DrainedGrace = v }),
        Deals("worker_ipfs_multiaddr", "RPC of an IPFS program of which deals' files are fetched; empty for the peer's own IPFS",
            "a multiaddr",
            (o, v) => v.Length == 0 || Multiaddr.TryParse(v, out _) ? o with { WorkerIpfs = v } : null, o => o.WorkerIpfs),
        Deals("proof_poll_period", "seconds from one submission of mocked proofs to the next, for chains that take them; 0 for none",
            "an integer",
            (o, v) => uint.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)
                ? o with { ProofPeriod = seconds == 0 ? null : TimeSpan.FromSeconds(seconds) } : null,
            o => ((long)(o.ProofPeriod?.TotalSeconds ?? 0)).ToString(CultureInfo.InvariantCulture)),
        Policy("join_published_deals", "whether the peer joins published deals by itself", "true or false",
            (p, v) => bool.TryParse(v, out bool joins) ? p with { Joins = joins } : null, p => p.Joins ? "true" : "false"),
        Policy("min_price_per_worker_epoch", "least pay for an epoch of a deal that the peer joins, in the token's smallest units",
            "an integer",
            (p, v) => BigInteger.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger price)
                ? p with { MinPrice = price } : null,
            p => p.MinPrice.ToString(CultureInfo.InvariantCulture)),
        Policy("accepted_effectors", "CIDs of effectors that joined deals may use; 'any' for all, empty for none",
            "CIDs separated by commas",
            (p, v) => p with { Effectors = v == "any" ? null : [.. Items(v)] },
            p => p.Effectors is { } accepted ? string.Join(',', accepted.Order(StringComparer.Ordinal)) : "any"),
        Policy("max_units_in_deals", "units in deals beyond which the peer joins none", "an integer",
            (p, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int most) ? p with { MaxUnits = most } : null,
            p => p.MaxUnits.ToString(CultureInfo.InvariantCulture)),
        Policy("denied_deals", "addresses of owners and CIDs of applications whose deals the peer does not join", "separated by commas",
            (p, v) => p with { Denied = [.. Items(v).Select(Denied)] }, p => string.Join(',', p.Denied.Order(StringComparer.Ordinal))),
        Policy("join_attempts", "how often joining the same publication of a deal is tried", "an integer",
            (p, v) => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int times) ? p with { Attempts = times } : null,
            p => p.Attempts.ToString(CultureInfo.InvariantCulture)),
        Unit("unit_memory_limit", "bytes of memory of a compute unit, for all services of its worker together", 65536, 1L << 50,
            u => u.Memory, (u, v) => u with { Memory = v }),
        Unit("unit_storage_limit", "bytes that a compute unit's worker may keep on the disk", 0, 1L << 60,
            u => u.Storage, (u, v) => u with { Storage = v }),
        Unit("system_cpu_count", "physical cores, the first ones, that are the peer's own", 0, 1024,
            u => u.SystemCores, (u, v) => u with { SystemCores = (int)v }),
        new("cpus_range", "physical cores that the peer uses, like 0-3,6; empty for all",
            (c, v) => v.Length == 0 ? WithUnits(c, c.Hosting.Units with { Cores = null })
                : CoreRange.TryParse(v, out ImmutableArray<int> cores) ? WithUnits(c, c.Hosting.Units with { Cores = cores }) : null,
            c => c.Hosting.Units.Cores is { } cores ? CoreRange.Print(cores) : "", "numbers and ranges, separated by commas"),
        new("units_share_cores", "whether compute units share cores where there are too few; otherwise workers without a core are not made",
            (c, v) => bool.TryParse(v, out bool shares) ? WithUnits(c, c.Hosting.Units with { IsShared = shares }) : null,
            c => c.Hosting.Units.IsShared ? "true" : "false", "true or false"),
    ];

    // addresses are compared in lower case, CIDs as they are
    private static string Denied(string item) => item.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? item.ToLowerInvariant() : item;

    private static string[] Items(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static PeerConfig WithUnits(PeerConfig config, UnitOptions units) =>
        config with { Hosting = config.Hosting with { Units = units } };

    private static PeerSetting Chain(
        string key, string help, string expected, Func<ChainOptions, string, ChainOptions?> set, Func<ChainOptions, string> get) => new(
        key, help, (c, v) => set(c.Chain, v) is { } chain ? c with { Chain = chain } : null, c => get(c.Chain), expected);

    private static PeerSetting Deals(
        string key, string help, string expected, Func<DealOptions, string, DealOptions?> set, Func<DealOptions, string> get) => new(
        key, help, (c, v) => set(c.Deals, v) is { } deals ? c with { Deals = deals } : null, c => get(c.Deals), expected);

    private static PeerSetting Policy(
        string key, string help, string expected, Func<ProviderPolicy, string, ProviderPolicy?> set, Func<ProviderPolicy, string> get) =>
        Deals(key, help, expected, (o, v) => set(o.Policy, v) is { } policy ? o with { Policy = policy } : null, o => get(o.Policy));

    private static PeerSetting Url(
        string key, string help, string scheme, Func<ChainOptions, Uri?> get, Func<ChainOptions, Uri?, ChainOptions> set) => Chain(
        key, help, $"a URL that begins with {scheme}:// or {scheme}s://",
        (o, v) => v.Length == 0 ? set(o, null)
            : Uri.TryCreate(v, UriKind.Absolute, out Uri? url) && (url.Scheme == scheme || url.Scheme == scheme + "s") ? set(o, url) : null,
        o => get(o)?.OriginalString ?? "");

    private static PeerSetting Contract(
        string key, string what, Func<ChainOptions, Address?> get, Func<ChainOptions, Address?, ChainOptions> set) => Chain(
        key, what + "; empty for the one that Core names", AnAddress,
        (o, v) => v.Length == 0 ? set(o, null) : Address.TryParse(v, out Address address) ? set(o, address) : null,
        o => get(o)?.ToString() ?? "");

    private static PeerSetting Seconds(
        string key, string help, long least, Func<DealOptions, TimeSpan> get, Func<DealOptions, TimeSpan, DealOptions> set) =>
        PeerSettings.Integer(
            key, help, least, c => (long)get(c.Deals).TotalSeconds, (c, v) => c with { Deals = set(c.Deals, TimeSpan.FromSeconds(v)) });

    private static PeerSetting Unit(
        string key, string help, long least, long most, Func<UnitOptions, long> get, Func<UnitOptions, long, UnitOptions> set) =>
        PeerSettings.Integer(key, help, least, most, c => get(c.Hosting.Units), (c, v) => WithUnits(c, set(c.Hosting.Units, v)));
}
