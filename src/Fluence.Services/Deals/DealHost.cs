using Fluence.Services.Builtins;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Fluence.Services.Units;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Deals;

/// <summary>All by which a peer serves deals: it watches the chain, runs the decider, and acts for its units.</summary>
internal sealed class DealHost : IAsyncDisposable
{
    private readonly IDealChain _chain;
    private readonly SystemSpells _spells;
    private readonly Registrations _registrations;
    private readonly DealExits _exits;
    private readonly DealJoiner _joiner;
    private readonly CoreDistributor _cores;
    private readonly ProofSubmitter _proofs;

    public DealHost(
        IDealChain chain, DealOptions options, StateDatabase state, PeerScopes scopes, CoreDistributor cores, SystemSpells spells,
        DealMetrics metrics, ILogger logger, TimeProvider time)
    {
        _chain = chain;
        _spells = spells;
        _cores = cores;
        Watcher = new DealWatcher(chain, options, metrics, logger, time);
        Subnets = new SubnetCache(chain, Watcher, time);
        _registrations = new Registrations(chain, Watcher, state, options, metrics, logger, time);
        _exits = new DealExits(chain, options, metrics, logger, time);
        _joiner = new DealJoiner(chain, options, metrics, logger, time);
        _proofs = new ProofSubmitter(chain, options, metrics, logger, time);
        Connector = new ConnectorBuiltins(chain, Watcher, _registrations, scopes);
        Watcher.Read += OnReadAsync;
    }

    public DealWatcher Watcher { get; }

    public SubnetCache Subnets { get; }

    public ConnectorBuiltins Connector { get; }

    /// <summary>Has the peer have its spells.</summary>
    /// <exception cref="StateException">They cannot be kept.</exception>
    public Task InstallAsync(CancellationToken cancellation) => _spells.InstallAsync(cancellation);

    /// <summary>Begins to watch.</summary>
    public void Start() => Watcher.Start();

    public async ValueTask DisposeAsync()
    {
        await Watcher.DisposeAsync();
        _spells.Dispose();
        _registrations.Dispose();
        await _chain.DisposeAsync();
    }

    private async Task OnReadAsync(DealSnapshot snapshot, bool isNew, CancellationToken cancellation)
    {
        _cores.Keep(snapshot);
        if (isNew)
        {
            _registrations.Keep(snapshot);
            _spells.Decide();
        }

        await _exits.RunAsync(snapshot, cancellation);
        await _joiner.RunAsync(snapshot, cancellation);
        await _proofs.RunAsync(snapshot, cancellation);
    }
}
