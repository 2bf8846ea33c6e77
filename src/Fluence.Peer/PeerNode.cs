using System.Net.Sockets;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ipfs;
using Fluence.Ipfs.Bitswap;
using Fluence.Ipfs.Rpc;
using Fluence.Libp2p;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Protocol;
using Fluence.Particles.Recording;
using Fluence.Peer.Chain;
using Fluence.Peer.Configuration;
using Fluence.Peer.Http;
using Fluence.Peer.Metrics;
using Fluence.Peer.Network;
using Fluence.Services;
using Fluence.Services.Builtins;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer;

/// <summary>One peer, put together of its parts: libp2p host, particle processor, builtins, bootstrap and HTTP endpoint.</summary>
public sealed partial class PeerNode : IAsyncDisposable
{
    /// <summary>The program, as other peers see it.</summary>
    internal const string AgentVersion = "fluence-dotnet/0.1.0";

    private readonly ILogger _logger;
    private readonly Libp2pHost _host;
    private readonly PeerDirectory _directory = new();
    private readonly ParticleProtocol _protocol;
    private readonly AvmPool _avms;
    private readonly HostedPeer _hosted;
    private readonly ScopeProcessors _processors;
    private readonly PeerDiscovery _discovery;
    private readonly BootstrapDialer _bootstrap;
    private readonly NodeMetrics _metrics;
    private readonly IDisposable? _tracing;
    private readonly OpenMetricsExporter _exporter;
    private readonly ILoggerFactory _loggers;
    private readonly IpfsMetrics _ipfsMetrics = new();
    private BitswapNode? _bitswap;
    private PeerHttpServer? _http;
    private KuboServer? _ipfs;

    /// <exception cref="StateException">The folder of the peer cannot be used.</exception>
    private PeerNode(PeerConfig config, KeyPair identity, ILoggerFactory loggers, TimeProvider time)
    {
        Wallet? wallet = PeerWallet.Open(config);
        Config = config;
        _logger = loggers.CreateLogger("Fluence.Peer");
        _loggers = loggers;
        ParticleMetrics = new ParticleMetrics();
        _host = new Libp2pHost(identity, HostOptions(config), loggers.CreateLogger("Fluence.Libp2p"), time);
        _discovery = new PeerDiscovery(_host, _directory, config, loggers.CreateLogger("Fluence.Libp2p.Kademlia"), time);
        NodeConnectivity network = new(_host, _directory, _discovery.Kademlia);
        PeerScopes scopes = new(identity, config.ManagementPeerId);
        PeerDescription self = new(() => [.. Addresses.Select(address => address.ToString())])
        {
            SpellVersion = HostedPeer.SpellVersion,
        };
        _hosted = HostedPeer.Open(config.BaseDir, identity, scopes, self, network, config.Hosting, loggers, time, OpenIpfs, config.Deals,
            config.Chain.HttpEndpoint is null
                ? null : folder => new EthereumDealChain(config.Chain, identity.PeerId, wallet, folder, time));
        ILogger particleLogger = loggers.CreateLogger("Fluence.Particles");
        ParticleRecorder? recorder = config.ParticleRecordingDir is { Length: > 0 } folder
            ? new ParticleRecorder(folder, config.ParticleRecordingLimit, particleLogger) : null;
        _avms = new AvmPool(new AquaVm(), config.Particles, ParticleMetrics);
        _processors = new ScopeProcessors(identity, scopes, _hosted, MakeProcessor, time);
        _protocol = new ParticleProtocol(config.Particles, ParticleMetrics, particleLogger, time);
        _bootstrap = new BootstrapDialer(_host, config.BootstrapNodes, _logger, time);
        _tracing = TracingSetup.Start(config.Tracing, identity.PeerId);
        _metrics = new NodeMetrics(_host, config.BootstrapNodes);
        _exporter = new OpenMetricsExporter(
            ParticleMetrics.Meter, _host.Metrics.Meter, _hosted.Metrics.Meter, _ipfsMetrics.Meter, _metrics.Meter);
        Versions = new Dictionary<string, string> { ["node"] = self.NodeVersion, ["avm"] = self.AirVersion, ["spell"] = self.SpellVersion };

        IpfsAccess OpenIpfs(string folder)
        {
            IpfsNode node = new(folder, config.Ipfs, store =>
                _bitswap = new BitswapNode(_host, store, config.Ipfs, loggers.CreateLogger("Fluence.Ipfs"), time, _ipfsMetrics));
            return new IpfsAccess(node, _host);
        }

        ParticleProcessor MakeProcessor(ScopeProcessors processors, PeerScope scope, KeyPair key)
        {
            NodeEffects effects = new(
                scope, processors, _host, network, _hosted, config.Particles, recorder, particleLogger, time);
            return new ParticleProcessor(key, config.Particles, _avms, effects, ParticleMetrics, particleLogger, time);
        }
    }

    /// <summary>The configuration as it is in force.</summary>
    public PeerConfig Config { get; }

    /// <summary>The peer's id.</summary>
    public PeerId PeerId => _host.PeerId;

    /// <summary>The counters of particle processing.</summary>
    public ParticleMetrics ParticleMetrics { get; }

    /// <summary>The counters of the network.</summary>
    public Libp2pMetrics NetworkMetrics => _host.Metrics;

    /// <summary>Discovery of other peers, and its counters.</summary>
    public KademliaNode Kademlia => _discovery.Kademlia;

    /// <summary>The versions that <c>/versions</c> tells.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>The addresses under which others reach this peer, each ending in <c>/p2p/‹peer id›</c>.</summary>
    public IReadOnlyList<Multiaddr> Addresses => _host.ListenAddresses;

    /// <summary>Where the HTTP endpoint listens; null without one.</summary>
    public Uri? HttpUrl => _http?.Url;

    /// <summary>Where programs find kubo's RPC; null when it is not served.</summary>
    public Uri? IpfsUrl => _ipfs?.Url;

    /// <summary>The peer's IPFS.</summary>
    public IpfsNode Ipfs => _hosted.Ipfs!.Node;

    /// <summary>Starts a peer: it listens when this completes, and dials its bootstrap peers from then on.</summary>
    /// <exception cref="ConfigException">A port is taken.</exception>
    public static async Task<PeerNode> StartAsync(
        PeerConfig config, KeyPair identity, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(config);
        PeerNode node;
        try
        {
            node = new PeerNode(config, identity, loggers, time);
        }
        catch (Exception unusable) when (unusable is StateException or IpfsException)
        {
            throw new ConfigException(unusable.Message);
        }

        try
        {
            await node.StartAsync(cancellation);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a connection with <paramref name="peer"/> is open.</summary>
    public bool HasConnection(PeerId peer) => _host.IsConnected(peer);

    /// <summary>What is well and what is not.</summary>
    public HealthReport CheckHealth()
    {
        Dictionary<string, string?> checks = new()
        {
            ["bootstrap_nodes"] = _bootstrap.Connected == _bootstrap.Count
                ? null : $"{_bootstrap.Connected} of {_bootstrap.Count} bootstrap peers are connected",
            ["kademlia_bootstrap"] = _discovery.Problem,
            ["particles"] = ParticleMetrics.LiveParticles < Config.Particles.MaxLiveParticles
                ? null : $"all {Config.Particles.MaxLiveParticles} places for live particles are taken",
            ["persisted_services"] = _hosted.NotRestored.Count == 0
                ? null : $"{_hosted.NotRestored.Count} services could not be made again: {string.Join(", ", _hosted.NotRestored.Take(10))}",
        };
        if (Config.Chain.HttpEndpoint is not null)
        {
            checks["chain"] = _hosted.ChainProblem is null ? null
                : _hosted.ChainAge is { } age
                    ? $"it cannot be read, the log tells why; deals are served as they were {(long)age.TotalSeconds} seconds ago"
                    : "it has not been read yet; the log tells why if that stays so";
        }

        return new HealthReport(checks);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_http is not null)
        {
            await _http.DisposeAsync();
        }

        if (_ipfs is not null)
        {
            await _ipfs.DisposeAsync();
        }

        await _bootstrap.DisposeAsync();
        await _processors.DisposeAsync();
        await _hosted.DisposeAsync();
        await _discovery.DisposeAsync();
        if (_bitswap is not null)
        {
            await _bitswap.DisposeAsync();
        }

        await _host.DisposeAsync();
        _avms.Dispose();
        _exporter.Dispose();
        _metrics.Dispose();
        _ipfsMetrics.Dispose();
        _tracing?.Dispose();
        ParticleMetrics.Dispose();
    }

    private static Libp2pOptions HostOptions(PeerConfig config) => new()
    {
        AnnounceAddresses = [.. NodeAddresses.External(config)],
        MaxConnections = config.MaxConnections,
        MaxConnectionsPerPeer = config.MaxConnectionsPerPeer,
        IdleTimeout = config.ConnectionIdleTimeout,
        ProtocolVersion = ParticleProtocol.Name,
        AgentVersion = AgentVersion,
    };

    private async Task StartAsync(CancellationToken cancellation)
    {
        _host.Handle(ParticleProtocol.Name, (stream, stopping) => _protocol.ReceiveAsync(stream, _processors.Host, stopping));
        _host.PeerDisconnected += _bootstrap.OnDisconnected;
        _host.PeerConnected += peer => _hosted.OnConnection(peer, isConnected: true);
        _host.PeerDisconnected += peer => _hosted.OnConnection(peer, isConnected: false);
        foreach (Multiaddr address in Config.BootstrapNodes)
        {
            _directory.Add(address.PeerId!, [address]);
        }

        await _hosted.RestoreAsync(_processors, cancellation);
        await ListenAsync();
        if (Config.HttpPort is not null)
        {
            _http = await PeerHttpServer.StartAsync(this, _exporter, cancellation);
        }

        _ipfs = await IpfsServing.StartAsync(Config, _hosted.Ipfs!, _host, _loggers.CreateLogger("Fluence.Ipfs"), cancellation);
        foreach (Multiaddr address in _host.ListenAddresses)
        {
            LogListening(PeerId, address);
        }

        _discovery.Start();
        _hosted.StartSpells();
        _bootstrap.Start();
    }

    private async Task ListenAsync()
    {
        foreach (Multiaddr address in NodeAddresses.Listen(Config))
        {
            try
            {
                await _host.ListenAsync(address);
            }
            catch (SocketException taken)
            {
                throw new ConfigException($"cannot listen on {address}: {taken.Message}; choose another port or stop what uses it");
            }
        }
    }

    [LoggerMessage(EventId = 4200, Level = LogLevel.Information, Message = "peer {Peer} listens on {Address}")]
    private partial void LogListening(PeerId peer, Multiaddr address);
}
