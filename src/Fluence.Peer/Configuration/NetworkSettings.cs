using System.Buffers;

namespace Fluence.Peer.Configuration;

/// <summary>The keys of discovery.</summary>
internal static class NetworkSettings
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        new("network", "network of which this peer is: dar, kras, stage or a name of your own; peers of other networks are not discovered",
            (c, v) => v.Length is > 0 and <= 128 && !v.AsSpan().ContainsAnyExcept(NameCharacters) ? c with { Network = v } : null,
            c => c.Network, "letters, digits, '-', '.' and '_', 128 at most"),
        new("allow_local_addresses",
            "whether addresses of loopback and private networks are used for discovery; auto: while this peer has no others itself",
            (c, v) => v == "auto" ? c with { AllowLocalAddresses = null }
                : bool.TryParse(v, out bool allow) ? c with { AllowLocalAddresses = allow } : null,
            c => c.AllowLocalAddresses switch { null => "auto", true => "true", false => "false" }, "true, false or auto"),
        PeerSettings.Integer("bootstrap_frequency", "refresh the routing table each time N connections with bootstrap peers were made", 1,
            c => c.BootstrapFrequency, (c, v) => c with { BootstrapFrequency = (int)v }),
    ];
}
