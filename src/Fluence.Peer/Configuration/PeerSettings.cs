using System.Globalization;
using System.Net;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Peer.Configuration;

/// <summary>Every key of the configuration. Files are read first, then environment variables, then flags; the later one wins.</summary>
public static class PeerSettings
{
    /// <summary>The keys in the order in which they are shown.</summary>
    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        Text("base_dir", "folder for the peer's files", c => c.BaseDir, (c, v) => c with { BaseDir = v }),
        Text("secret_key_file", "file of the secret key, relative to base_dir; made if absent",
            c => c.SecretKeyFile, (c, v) => c with { SecretKeyFile = v }),
        new("listen_ip", "address to listen on",
            (c, v) => IPAddress.TryParse(v, out IPAddress? ip) ? c with { ListenIp = ip } : null,
            c => c.ListenIp.ToString(), "an IP address"),
        Port("tcp_port", "TCP port for peers", c => c.TcpPort, (c, v) => c with { TcpPort = v }),
        Port("websocket_port", "WebSocket port for clients", c => c.WebSocketPort, (c, v) => c with { WebSocketPort = v }),
        Port("http_port", "HTTP port for health and metrics", c => c.HttpPort, (c, v) => c with { HttpPort = v }),
        new("external_address", "IP address under which others reach this peer",
            (c, v) => v.Length == 0 ? c with { ExternalAddress = null }
                : IPAddress.TryParse(v, out IPAddress? ip) ? c with { ExternalAddress = ip } : null,
            c => c.ExternalAddress?.ToString() ?? "", "an IP address"),
        Addresses("external_multiaddresses", "further addresses under which others reach this peer",
            c => c.ExternalMultiaddresses, (c, v) => c with { ExternalMultiaddresses = v }, mustNamePeer: false),
        Addresses("bootstrap_nodes", "peers to stay connected with",
            c => c.BootstrapNodes, (c, v) => c with { BootstrapNodes = v }, mustNamePeer: true),
        .. NetworkSettings.All,
        new("management_peer_id", "peer that may call guarded functions",
            (c, v) => v.Length == 0 ? c with { ManagementPeerId = null }
                : PeerId.TryParse(v, out PeerId? id) ? c with { ManagementPeerId = id } : null,
            c => c.ManagementPeerId?.ToString() ?? "", "a peer id, 12D3KooW…"),
        Integer("max_connections", "connections held at once", 1, c => c.MaxConnections, (c, v) => c with { MaxConnections = (int)v }),
        Integer("max_connections_per_peer", "connections that one peer may hold", 1,
            c => c.MaxConnectionsPerPeer, (c, v) => c with { MaxConnectionsPerPeer = (int)v }),
        Integer("connection_idle_timeout", "seconds after which a silent connection is closed", 1,
            c => (long)c.ConnectionIdleTimeout.TotalSeconds, (c, v) => c with { ConnectionIdleTimeout = TimeSpan.FromSeconds(v) }),
        Integer("aquavm_pool_size", "interpreters that run at once", 1,
            c => c.Particles.AvmPoolSize, (c, v) => c with { Particles = c.Particles with { AvmPoolSize = (int)v } }),
        Integer("max_particle_size", "largest particle message, in bytes", 1024,
            c => c.Particles.MaxMessageSize, (c, v) => c with { Particles = c.Particles with { MaxMessageSize = (int)v } }),
        Integer("max_live_particles", "particles alive at once", 1,
            c => c.Particles.MaxLiveParticles, (c, v) => c with { Particles = c.Particles with { MaxLiveParticles = (int)v } }),
        Integer("max_stored_data", "bytes of data that live particles hold together", 1024, long.MaxValue,
            c => c.Particles.MaxStoredBytes, (c, v) => c with { Particles = c.Particles with { MaxStoredBytes = v } }),
        Integer("particle_mailbox_length", "messages that may wait for one particle", 1,
            c => c.Particles.MailboxLength, (c, v) => c with { Particles = c.Particles with { MailboxLength = (int)v } }),
        Integer("max_particle_ttl", "seconds after which a particle ends even if it asked for more", 1,
            c => (long)c.Particles.MaxTtl.TotalSeconds,
            (c, v) => c with { Particles = c.Particles with { MaxTtl = TimeSpan.FromSeconds(v) } }),
        Limit("air_size_limit", "bytes of a script", l => l.Air, (l, v) => l with { Air = v }),
        Limit("particle_size_limit", "bytes of incoming data", l => l.Particle, (l, v) => l with { Particle = v }),
        Limit("call_result_size_limit", "bytes of one call result", l => l.CallResult, (l, v) => l with { CallResult = v }),
        new("hard_limit_enabled", "whether exceeding one of the three limits above fails the particle",
            (c, v) => bool.TryParse(v, out bool hard) ? WithLimits(c, c.Particles.SizeLimits with { Hard = hard }) : null,
            c => c.Particles.SizeLimits.Hard ? "true" : "false", "true or false"),
        .. HostingSettings.All,
        .. IpfsSettings.All,
        .. ChainSettings.All,
        .. TracingSettings.All,
        new("particle_recording_dir", "folder in which every interpreter run is recorded for `fluence avm trace`; empty for none",
            (c, v) => c with { ParticleRecordingDir = v.Length == 0 ? null : v }, c => c.ParticleRecordingDir ?? "", "a path"),
        Integer("particle_recording_limit", "bytes after which recording stops", 1, long.MaxValue,
            c => c.ParticleRecordingLimit, (c, v) => c with { ParticleRecordingLimit = v }),
        OneOf("log_level", "least severe log lines that are written", ["trace", "debug", "information", "warning", "error", "none"],
            c => c.LogLevel, (c, v) => c with { LogLevel = v }),
        OneOf("log_format", "how log lines look", ["text", "json"], c => c.LogFormat, (c, v) => c with { LogFormat = v }),
    ];

    /// <summary>The key named <paramref name="key"/>; null when there is none.</summary>
    public static PeerSetting? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    private static PeerSetting Text(string key, string help, Func<PeerConfig, string> get, Func<PeerConfig, string, PeerConfig> set) =>
        new(key, help, (config, text) => text.Length > 0 ? set(config, text) : null, get, "a path");

    private static PeerSetting OneOf(
        string key, string help, string[] words, Func<PeerConfig, string> get, Func<PeerConfig, string, PeerConfig> set) =>
        new(key, help, (config, text) => words.Contains(text) ? set(config, text) : null, get, $"one of {string.Join(", ", words)}");

    internal static PeerSetting Port(string key, string help, Func<PeerConfig, int?> get, Func<PeerConfig, int?, PeerConfig> set) => new(
        key, help + "; 0 takes a free one, none listens on none",
        (config, text) => text == "none" ? set(config, null)
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? set(config, port) : null,
        config => get(config)?.ToString(CultureInfo.InvariantCulture) ?? "none", "a port from 0 to 65535, or none");

    internal static PeerSetting Integer(
        string key, string help, long least, Func<PeerConfig, long> get, Func<PeerConfig, long, PeerConfig> set) =>
        Integer(key, help, least, int.MaxValue, get, set);

    internal static PeerSetting Integer(
        string key, string help, long least, long most, Func<PeerConfig, long> get, Func<PeerConfig, long, PeerConfig> set) => new(
        key, help,
        (config, text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && value >= least && value <= most ? set(config, value) : null,
        config => get(config).ToString(CultureInfo.InvariantCulture), $"an integer from {least} to {most}");

    private static PeerSetting Limit(string key, string help, Func<SizeLimits, ulong> get, Func<SizeLimits, ulong, SizeLimits> set) => new(
        key, help,
        (config, text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? WithLimits(config, set(config.Particles.SizeLimits, value)) : null,
        config => get(config.Particles.SizeLimits).ToString(CultureInfo.InvariantCulture), "a number of bytes");

    private static PeerSetting Addresses(
        string key,
        string help,
        Func<PeerConfig, IReadOnlyList<Multiaddr>> get,
        Func<PeerConfig, IReadOnlyList<Multiaddr>, PeerConfig> set,
        bool mustNamePeer) => new(
        key, help,
        (config, text) =>
        {
            List<Multiaddr> addresses = [];
            foreach (string item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!Multiaddr.TryParse(item, out Multiaddr? address) || (mustNamePeer && address.PeerId is null))
                {
                    return null;
                }

                addresses.Add(address);
            }

            return set(config, addresses);
        },
        config => string.Join(',', get(config)),
        mustNamePeer ? "multiaddrs that end in /p2p/‹peer id›, separated by commas" : "multiaddrs separated by commas");

    private static PeerConfig WithLimits(PeerConfig config, SizeLimits limits) =>
        config with { Particles = config.Particles with { SizeLimits = limits } };
}
