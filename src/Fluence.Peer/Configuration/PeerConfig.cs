using System.Net;
using Fluence.Crypto;
using Fluence.Ipfs;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles;
using Fluence.Peer.Chain;
using Fluence.Services.Deals;
using Fluence.Services.Hosting;

namespace Fluence.Peer.Configuration;

/// <summary>The configuration of one peer. <see cref="PeerSettings"/> names every key and reads files, environment and flags.</summary>
public sealed record PeerConfig
{
    /// <summary>Where the peer keeps its files. Relative paths are taken from the working directory.</summary>
    public string BaseDir { get; init; } = ".fluence/v1";

    /// <summary>
    /// The file of the peer's secret key, relative to <see cref="BaseDir"/>: base64 of the 32-byte Ed25519 seed. Made if absent.
    /// </summary>
    public string SecretKeyFile { get; init; } = "persistent/secret_key.ed25519";

    /// <summary>The address on which the peer listens.</summary>
    public IPAddress ListenIp { get; init; } = IPAddress.Any;

    /// <summary>The TCP port for peers; 0 takes a free one, null listens on none.</summary>
    public int? TcpPort { get; init; } = 7771;

    /// <summary>The WebSocket port for clients; 0 takes a free one, null listens on none.</summary>
    public int? WebSocketPort { get; init; } = 9991;

    /// <summary>The HTTP port for health and metrics; 0 takes a free one, null serves none.</summary>
    public int? HttpPort { get; init; } = 18080;

    /// <summary>The address under which others reach this peer, if it is not the one it listens on.</summary>
    public IPAddress? ExternalAddress { get; init; }

    /// <summary>Further addresses under which others reach this peer.</summary>
    public IReadOnlyList<Multiaddr> ExternalMultiaddresses { get; init; } = [];

    /// <summary>Peers to connect to at the start and to stay connected with.</summary>
    public IReadOnlyList<Multiaddr> BootstrapNodes { get; init; } = [];

    /// <summary>
    /// The network: peers find each other by Kademlia's protocol <c>/fluence/kad/‹network›/1.0.0</c>. The original's networks are
    /// <c>dar</c>, <c>kras</c> and <c>stage</c>; for its custom ones give the 64 hexadecimal digits.
    /// </summary>
    public string Network { get; init; } = "dar";

    /// <summary>
    /// Whether addresses of loopback and private networks are remembered, told to others and dialled; null to do so while this peer has no
    /// other addresses itself.
    /// </summary>
    public bool? AllowLocalAddresses { get; init; }

    /// <summary>On each how manieth connection with a bootstrap peer the routing table is refreshed; the first one always counts.</summary>
    public int BootstrapFrequency { get; init; } = 3;

    /// <summary>The peer that may call guarded functions beside the peer itself.</summary>
    public PeerId? ManagementPeerId { get; init; }

    /// <summary>How many connections the peer holds at once.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>How many connections one other peer may hold.</summary>
    public int MaxConnectionsPerPeer { get; init; } = 5;

    /// <summary>After which time a connection without traffic is closed.</summary>
    public TimeSpan ConnectionIdleTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The bounds of particle processing.</summary>
    public ParticleOptions Particles { get; init; } = new();

    /// <summary>What services may use, and how many there may be.</summary>
    public HostingOptions Hosting { get; init; } = new();

    /// <summary>The chain by which the peer serves deals.</summary>
    public ChainOptions Chain { get; init; } = new();

    /// <summary>How it serves deals.</summary>
    public DealOptions Deals { get; init; } = new();

    /// <summary>What the peer's IPFS may use.</summary>
    public IpfsOptions Ipfs { get; init; } = new();

    /// <summary>The port for programs that speak kubo's RPC; 0 takes a free one, null serves none.</summary>
    public int? IpfsPort { get; init; }

    /// <summary>
    /// The address on which that port listens. Whoever reaches it may change what the peer's IPFS keeps, so it is the machine's own.
    /// </summary>
    public IPAddress IpfsListenIp { get; init; } = IPAddress.Loopback;

    /// <summary>The RPC of another IPFS program, which <c>aqua-ipfs</c> uses in place of the peer's own IPFS; null for none.</summary>
    public Multiaddr? IpfsApi { get; init; }

    /// <summary>
    /// A folder in which every interpreter run is recorded for <c>fluence avm trace</c>, without the peer's key; null for none.
    /// </summary>
    public string? ParticleRecordingDir { get; init; }

    /// <summary>After how many bytes recording stops.</summary>
    public long ParticleRecordingLimit { get; init; } = 1L * 1024 * 1024 * 1024;

    /// <summary>Where traces of particles go.</summary>
    public TracingOptions Tracing { get; init; } = new();

    /// <summary>The least severe log lines that are written: trace, debug, information, warning, error or none.</summary>
    public string LogLevel { get; init; } = "information";

    /// <summary>How log lines look: text or json.</summary>
    public string LogFormat { get; init; } = "text";

    /// <summary>
    /// The configuration as strangers may see it: without the key of the account, and without the paths of endpoints, which may hold keys.
    /// </summary>
    public PeerConfig WithoutSecrets() => this with
    {
        Chain = Chain with
        {
            WalletKey = Chain.WalletKey.Length == 0 ? "" : "hidden",
            HttpEndpoint = WithoutPath(Chain.HttpEndpoint),
            WebSocketEndpoint = WithoutPath(Chain.WebSocketEndpoint),
        },
    };

    private static Uri? WithoutPath(Uri? endpoint) => endpoint is null ? null : new Uri($"{endpoint.Scheme}://{endpoint.Authority}");
}
