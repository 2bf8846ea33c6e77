using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Hosting;

/// <summary>
/// The services of a peer and of its workers: making and removing them, their aliases, and finding them. What it has acknowledged is on the
/// disk.
/// </summary>
internal sealed partial class ServiceRegistry(
    PeerScopes scopes,
    ServiceStore store,
    ServiceFolders folders,
    ServicePool pool,
    HostingOptions options,
    HostingMetrics metrics,
    ILogger logger,
    TimeProvider time)
    : IAsyncDisposable
{
    private static readonly string[] _spellAliases = ["spell", "self"];

    private readonly ConcurrentDictionary<PeerScope, ScopeServices> _scopes = new();
    private int _count;

    /// <summary>How many services there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>All services of a scope.</summary>
    public IReadOnlyList<HostedService> Of(PeerScope scope) => _scopes.TryGetValue(scope, out ScopeServices? services) ? services.All : [];

    /// <summary>All services.</summary>
    public IEnumerable<HostedService> All => _scopes.Values.SelectMany(services => services.All);

    /// <summary>
    /// Finds a service of a scope by id or alias. In the particles of a spell <c>spell</c> and <c>self</c> mean that spell.
    /// </summary>
    public bool TryFind(
        PeerScope scope,
        string idOrAlias,
        string particleId,
        [NotNullWhen(true)] out HostedService? service,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        service = null;
        fault = null;
        if (!scope.IsHost && !_scopes.ContainsKey(scope) && !scopes.TryFind(scope.Worker!, out _))
        {
            fault = ServiceFaults.NoWorker(scope);
            return false;
        }

        if (_scopes.TryGetValue(scope, out ScopeServices? services))
        {
            string? spell = _spellAliases.Contains(idOrAlias) ? SpellParticle.SpellOf(particleId) : null;
            if (services.TryFind(spell ?? idOrAlias, out service))
            {
                return true;
            }
        }

        fault = ServiceFaults.NoService(idOrAlias, scope);
        return false;
    }

    /// <summary>The id that an alias stands for.</summary>
    public bool TryResolve(PeerScope scope, string alias, string particleId, [NotNullWhen(true)] out string? id)
    {
        id = _spellAliases.Contains(alias) ? SpellParticle.SpellOf(particleId) : null;
        return id is not null || (_scopes.TryGetValue(scope, out ScopeServices? services) && services.TryResolve(alias, out id));
    }

    /// <summary>Makes a service.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="blueprint">Its blueprint.</param>
    /// <param name="owner">Who has it made.</param>
    /// <param name="build">Makes its body; runs on a thread of the pool.</param>
    /// <param name="cancellation">Ends waiting for a thread.</param>
    public async ValueTask<(HostedService? Service, ServiceFault? Fault)> CreateAsync(
        PeerScope scope, ServiceKind kind, string blueprint, PeerId owner, BodyBuilder build, CancellationToken cancellation)
    {
        if (!scopes.TryFind(scopes.IdOf(scope), out _))
        {
            return (null, ServiceFaults.NoWorker(scope));
        }

        long start = Stopwatch.GetTimestamp();
        ServiceInfo info = new(Guid.NewGuid().ToString(), kind, blueprint, owner, scope, []);
        (HostedService? service, ServiceFault? fault) = await BuildAsync(info, build, cancellation);
        if (service is null)
        {
            metrics.OnCreationFailed();
            folders.Remove(info.Id);
            return (null, fault);
        }

        try
        {
            store.Add(info);
        }
        catch (StateException)
        {
            // what could not be written down is not there after a restart, so it must not be there now
            Interlocked.Decrement(ref _count);
            metrics.OnCreationFailed();
            service.Dispose();
            folders.Remove(info.Id);
            throw;
        }

        Add(service);
        metrics.OnCreated(Stopwatch.GetElapsedTime(start));
        return (service, null);
    }

    /// <summary>Makes the services again that there were. Those that cannot be made are told in the log and kept.</summary>
    /// <returns>The ids of those that could not be made.</returns>
    public async Task<IReadOnlyList<string>> RestoreAsync(BodyBuilder build, CancellationToken cancellation)
    {
        // those of workers that were removed while they were made
        ILookup<bool, ServiceInfo> stored = store.ReadAll().ToLookup(info => scopes.TryFind(scopes.IdOf(info.Scope), out _));
        foreach (ServiceInfo orphan in stored[false])
        {
            store.Remove(orphan);
        }

        List<ServiceInfo> known = [.. stored[true]];
        folders.Keep(known.Select(info => info.Id).ToHashSet(StringComparer.Ordinal));
        ConcurrentBag<string> failed = [];
        await Parallel.ForEachAsync(known, cancellation, async (info, stopping) =>
        {
            (HostedService? service, ServiceFault? fault) = await BuildAsync(info, build, stopping);
            if (service is not null)
            {
                Add(service);
                return;
            }

            failed.Add(info.Id);
            LogNotRestored(info.Id, string.Join(", ", info.Aliases), fault!.Message);
        });
        return [.. failed];
    }

    /// <summary>Removes a service with all that it has; a call that runs is let end.</summary>
    public async ValueTask<ServiceFault?> RemoveAsync(HostedService service)
    {
        long start = Stopwatch.GetTimestamp();
        ServiceInfo info = service.Info;
        store.Remove(info);
        if (!_scopes.TryGetValue(info.Scope, out ScopeServices? services) || !services.Remove(service))
        {
            return ServiceFaults.NoService(info.Id, info.Scope);
        }

        Interlocked.Decrement(ref _count);
        await service.CloseAsync();
        folders.Remove(info.Id);
        metrics.OnRemoved(Stopwatch.GetElapsedTime(start));
        return null;
    }

    /// <summary>Removes all services of a worker.</summary>
    public async ValueTask RemoveAllAsync(PeerScope scope)
    {
        foreach (HostedService service in Of(scope))
        {
            await RemoveAsync(service);
        }

        _scopes.TryRemove(scope, out _);
    }

    /// <summary>Gives a service an alias; null where it has it now.</summary>
    /// <param name="scope">The scope of both.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="id">The service.</param>
    /// <param name="caller">Who asks for it.</param>
    /// <param name="takesOver">Whether it is taken from another service that has it.</param>
    public ServiceFault? AddAlias(PeerScope scope, string alias, string id, PeerId caller, bool takesOver = true)
    {
        if (FindAliasProblem(scope, caller) is { } forbidden)
        {
            return forbidden;
        }

        ScopeServices? services = _scopes.GetValueOrDefault(scope);
        if (services is not null && services.HasId(alias))
        {
            return ServiceFaults.AliasIsId(alias);
        }

        bool isReserved = alias == SpellParticle.WorkerSpellAlias && !scopes.IsHost(caller) && !scopes.IsManagement(caller);
        if (isReserved || _spellAliases.Contains(alias))
        {
            return ServiceFaults.AliasIsReserved(alias);
        }

        return services?.SetAlias(alias, id, () => store.SetAlias(scope, alias, id), takesOver) switch
        {
            AliasOutcome.Set => null,
            AliasOutcome.Taken => ServiceFaults.AliasIsTaken(alias),
            _ => ServiceFaults.NoService(id, scope),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (HostedService service in All)
        {
            await service.CloseAsync();
            service.Dispose();
        }
    }

    private ServiceFault? FindAliasProblem(PeerScope scope, PeerId caller)
    {
        if (scopes.IsManagement(caller))
        {
            return null;
        }

        if (scope.Worker is not { } worker)
        {
            return scopes.IsHost(caller) ? null : ServiceFaults.ForbiddenAliasRoot(caller);
        }

        return caller == worker || caller == scopes.CreatorOf(worker) ? null : ServiceFaults.ForbiddenAliasWorker(caller);
    }

    private async ValueTask<(HostedService? Service, ServiceFault? Fault)> BuildAsync(
        ServiceInfo info, BodyBuilder build, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _count) > options.MaxServices)
        {
            Interlocked.Decrement(ref _count);
            return (null, ServiceFaults.TooMany("services", options.MaxServices));
        }

        HostedService? service = null;
        try
        {
            (IServiceBody? body, ServiceFault? fault) = await pool.RunAsync(info.Scope, () => build(info), cancellation);
            service = body is null ? null : new HostedService(info, body, pool, options, metrics, time);
            return (service, fault);
        }
        finally
        {
            if (service is null)
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private void Add(HostedService service) => _scopes.GetOrAdd(service.Info.Scope, _ => new ScopeServices()).Add(service);

    [LoggerMessage(EventId = 5100, Level = LogLevel.Error, Message = "service {Service} ({Aliases}) could not be made again: {Reason}")]
    private partial void LogNotRestored(string service, string aliases, string reason);
}

/// <summary>Makes the body of a service, or says why it cannot be made.</summary>
internal delegate (IServiceBody? Body, ServiceFault? Fault) BodyBuilder(ServiceInfo service);
