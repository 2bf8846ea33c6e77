using Fluence.Crypto;
using Fluence.Ipfs;
using Fluence.Services.Blueprints;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Deals;
using Fluence.Services.Hosting;
using Fluence.Services.Journeys;
using Fluence.Services.Modules;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Storage;
using Fluence.Services.Units;
using Fluence.Services.Vault;
using Fluence.Services.Workers;
using Microsoft.Extensions.Logging;

namespace Fluence.Services;

/// <summary>
/// All that a peer hosts, in one folder. What is in <c>persistent/</c> lasts: <c>state.sqlite</c>, <c>modules/</c>, <c>services/</c> and
/// <c>ipfs/</c>; what is in <c>ephemeral/</c> is removed at every start. After a restart everything that was acknowledged is there again.
/// </summary>
public sealed class HostedPeer : IAsyncDisposable
{
    /// <summary>The version of the spells' functions.</summary>
    public const string SpellVersion = SpellManager.Version;

    private readonly FolderLock _lock;
    private readonly PeerScopes _scopes;
    private readonly StateDatabase _state;
    private readonly ServicePool _pool;
    private readonly ServiceRegistry _services;
    private readonly ParticleVault _vault;
    private readonly ServiceBuilder _builder;
    private readonly SpellManager _spells;
    private readonly WorkerRegistry _workers;
    private readonly WorkerManager _workerManager;
    private readonly DealHost? _deals;
    private IParticleHost? _particles;

    private HostedPeer(
        string folder, PeerScopes scopes, KeyPair host, PeerDescription self, IPeerConnectivity network, HostingOptions options,
        ILoggerFactory loggers, TimeProvider time, Func<string, IpfsAccess>? ipfs, DealOptions? deals, Func<string, IDealChain>? chain)
    {
        ILogger logger = loggers.CreateLogger("Fluence.Services");
        string persistent = Path.Combine(folder, "persistent"), ephemeral = Path.Combine(folder, "ephemeral");
        _scopes = scopes;
        _lock = FolderLock.Take(persistent);
        _state = PeerState.Open(persistent);
        Ipfs = ipfs?.Invoke(Path.Combine(persistent, "ipfs"));
        ServiceFolders folders = new(Path.Combine(persistent, "services"), Path.Combine(ephemeral, "services"));
        Modules = new(Path.Combine(persistent, "modules"), _state, options);
        BlueprintStore blueprints = new(_state);
        VaultTokens tokens = new(host);
        _vault = new ParticleVault(Path.Combine(ephemeral, "vault"), scopes, tokens, options);
        _workers = new WorkerRegistry(_state, scopes, options.MaxWorkers);
        CoreDistributor cores = new(CpuTopology.Read(options.Units.Cores), _state, options.Units, logger);
        WorkerResources resources = new(_workers, cores, folders, _vault, options.Units);
        _pool = new ServicePool(options, resources.CoresOf);
        _services = new ServiceRegistry(scopes, new ServiceStore(_state), folders, _pool, options, Metrics, logger, time);
        _builder = new ServiceBuilder(folders, blueprints, Modules, _vault, resources, options, logger, time);
        ModuleInterfaces interfaces = new(Modules, blueprints);
        CallGuard guard = new(scopes, _services);
        SpellApi spellApi = new(_services, scopes);
        _spells = new SpellManager(_services, spellApi, folders, scopes, options, Metrics, logger, time);
        Metrics.Observe(() => _services.Count, () => _pool.Threads, () => _pool.Waiting, () => _spells.Subscribed);
        ModuleOwners owners = new(_state, scopes, Modules, blueprints, _services);
        _workerManager = new WorkerManager(_workers, _services, _spells, _vault, owners, cores, resources, options);
        DealMetrics dealMetrics = new(Metrics.Meter);
        if (chain is not null)
        {
            deals ??= new DealOptions();
            SystemSpells system = new(_spells, spellApi, _services, scopes, deals, options.WorkerSpellPeriod, time);
            _deals = new DealHost(
                chain(persistent), deals, _state, scopes, cores, system, dealMetrics, loggers.CreateLogger("Fluence.Deals"), time);
        }

        Journeys = new ParticleJourneys(options.MaxJourneys, time);
        Functions = new FunctionRouter(
            PeerFunctions.Table(self, scopes, guard, network, loggers, time).Concat(HostingFunctions.Table(
                new SrvBuiltins(_services, _builder, interfaces, scopes, guard),
                new DistBuiltins(Modules, owners, blueprints, interfaces, _vault, _pool, options, guard),
                new VaultBuiltins(_vault, options),
                new StatBuiltins(_services),
                new SpellBuiltins(_spells, _services, scopes),
                new SpellDataBuiltins(spellApi, scopes),
                new WorkerBuiltins(_workerManager, _workers, scopes),
                new VmBuiltins(scopes, _vault),
                new TraceBuiltins(Journeys, scopes),
                new AquaIpfsBuiltins(Ipfs, _vault, _pool, options, scopes, guard, time),
                new SubnetBuiltins(_deals?.Subnets)))
                .Concat(_deals is null ? [] : HostingFunctions.Table(_deals.Connector, new TurnBuiltins(_spells, _services))),
            new ServiceCaller(_services, scopes, _vault, tokens));
    }

    /// <summary>The functions and services of the peer.</summary>
    public FunctionRouter Functions { get; }

    /// <summary>The counters of what is hosted.</summary>
    public HostingMetrics Metrics { get; } = new();

    /// <summary>What happened to the latest particles.</summary>
    public ParticleJourneys Journeys { get; }

    /// <summary>The peer's IPFS; null when it has none.</summary>
    public IpfsAccess? Ipfs { get; }

    internal ModuleStore Modules { get; }

    /// <summary>All by which deals are served; null for a peer without a chain.</summary>
    internal DealHost? Deals => _deals;

    /// <summary>Whether no run of a spell is being begun.</summary>
    internal bool AreSpellsIdle => _spells.IsIdle;

    /// <summary>How many services there are.</summary>
    public int ServiceCount => _services.Count;

    /// <summary>How many spells wait for the clock or for connections.</summary>
    public int WaitingSpells => _spells.Subscribed;

    /// <summary>Why the chain cannot be read now; null where it can, and for a peer without.</summary>
    public string? ChainProblem => _deals?.Watcher.Problem;

    /// <summary>How old that is by which deals are served; null where nothing was read yet, and for a peer without a chain.</summary>
    public TimeSpan? ChainAge => _deals?.Watcher.Age;

    /// <summary>How many spells have their files open.</summary>
    public int OpenSpells => _spells.Open;

    /// <summary>The ids of the services that could not be made again at the start.</summary>
    public IReadOnlyList<string> NotRestored { get; private set; } = [];

    /// <summary>Opens a peer's folder. Its services are there once <see cref="RestoreAsync"/> has completed.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="host">The peer's key.</param>
    /// <param name="scopes">The peer and its workers.</param>
    /// <param name="self">What the peer tells of itself.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">The limits.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ipfs">Opens the peer's IPFS in a folder; null for a peer without.</param>
    /// <param name="deals">How it serves deals.</param>
    /// <param name="chain">Connects with the chain, given a folder for what it keeps; null for a peer that serves none.</param>
    /// <exception cref="StateException">The folder cannot be used.</exception>
    /// <exception cref="IpfsException">The folder of IPFS cannot be used.</exception>
    public static HostedPeer Open(
        string folder, KeyPair host, PeerScopes scopes, PeerDescription self, IPeerConnectivity network, HostingOptions options,
        ILoggerFactory loggers, TimeProvider time, Func<string, IpfsAccess>? ipfs = null, DealOptions? deals = null,
        Func<string, IDealChain>? chain = null) =>
        new(folder, scopes, host, self, network, options, loggers, time, ipfs, deals, chain);

    /// <summary>Makes the workers, services and spells again that there were, before the peer takes calls.</summary>
    /// <param name="particles">Who executes particles for the workers and spells.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="StateException">What the peer keeps cannot be understood.</exception>
    public async Task RestoreAsync(IParticleHost particles, CancellationToken cancellation)
    {
        _particles = particles;
        _workerManager.Restore(particles);
        NotRestored = await _services.RestoreAsync(
            info => info.Kind == ServiceKind.Spell ? _spells.Build(info) : _builder.Build(info), cancellation);
        await _spells.RestoreAsync();
        _workerManager.Clean();
        if (_deals is not null)
        {
            await _deals.InstallAsync(cancellation);
        }
    }

    /// <summary>Begins to run spells: to be called once the peer listens.</summary>
    /// <exception cref="InvalidOperationException"><see cref="RestoreAsync"/> has not completed.</exception>
    public void StartSpells()
    {
        _spells.Start(_particles ?? throw new InvalidOperationException("the peer's services have not been restored yet"));
        _deals?.Start();
    }

    /// <summary>To be called when a peer has connected, or its last connection has ended.</summary>
    public void OnConnection(PeerId peer, bool isConnected) => _spells.OnConnection(peer, isConnected);

    /// <summary>Whether a scope executes particles of this author: those of anyone, unless it is a worker that is not active.</summary>
    public bool Executes(PeerScope scope, PeerId author) =>
        _workers.IsActive(scope) || _scopes.IsHost(author) || _scopes.IsManagement(author);

    /// <summary>To be called when a particle has ended on a scope: its vault there is removed.</summary>
    public void OnParticleEnded(PeerScope scope, CallingParticle particle) => _vault.Remove(scope, particle);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_deals is not null)
        {
            await _deals.DisposeAsync();
        }

        await _spells.DisposeAsync();
        await _services.DisposeAsync();
        _pool.Dispose();
        Metrics.Dispose();
        if (Ipfs is not null)
        {
            await Ipfs.DisposeAsync();
        }

        _state.Dispose();
        _lock.Dispose();
    }
}
