using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Units;
using Fluence.Services.Vault;

namespace Fluence.Services.Workers;

/// <summary>Makes, removes, activates and deactivates workers together with their particles, services and spells.</summary>
internal sealed class WorkerManager(
    WorkerRegistry workers,
    ServiceRegistry services,
    SpellManager spells,
    ParticleVault vault,
    ModuleOwners modules,
    CoreDistributor cores,
    WorkerResources resources,
    HostingOptions options)
{
    private IParticleHost? _particles;

    /// <summary>Makes the workers take part again that there were before.</summary>
    public void Restore(IParticleHost particles)
    {
        _particles = particles;
        foreach (KeyPair worker in workers.Restore())
        {
            particles.AddWorker(worker);
        }

        // a worker without cores is better than none; who looks after units tells of it
        foreach (WorkerInfo worker in workers.All)
        {
            cores.Acquire(worker.ComputeUnits);
        }
    }

    /// <summary>Removes what workers have left whose removal was cut short; to be called when all services are there again.</summary>
    public void Clean() => modules.Clean();

    /// <summary>Makes a worker.</summary>
    public (PeerId? Worker, ServiceFault? Fault) Create(string deal, PeerId creator, IReadOnlyList<string> computeUnits)
    {
        if (cores.Acquire(computeUnits) is { } problem)
        {
            return (null, new ServiceFault(problem, "CoreAssignment"));
        }

        if (!workers.TryCreate(deal, creator, computeUnits, out KeyPair? key, out ServiceFault? fault))
        {
            return (null, fault);
        }

        _particles?.AddWorker(key);
        return (key.PeerId, null);
    }

    /// <summary>Removes a worker with all that it has.</summary>
    public async ValueTask<ServiceFault?> RemoveAsync(WorkerInfo worker)
    {
        PeerScope scope = new(worker.Id);
        workers.SetActive(worker.Id, false);
        foreach (HostedService spell in spells.Of(scope).ToList())
        {
            await spells.RemoveAsync(spell);
        }

        await services.RemoveAllAsync(scope);
        if (!workers.Remove(worker.Id))
        {
            return WorkerFaults.NoWorker(worker.Id);
        }

        _particles?.RemoveWorker(worker.Id);

        // what was being made meanwhile
        await services.RemoveAllAsync(scope);
        vault.RemoveAll(scope);
        resources.Remove(worker.Id);
        cores.Release(worker.ComputeUnits);
        modules.Clean();
        return null;
    }

    /// <summary>Has a worker take part in scripts of anyone, and its worker spell run by the clock.</summary>
    public async ValueTask<ServiceFault?> ActivateAsync(WorkerInfo worker, string particle, CancellationToken cancellation)
    {
        PeerScope scope = new(worker.Id);
        if (!services.TryResolve(scope, SpellParticle.WorkerSpellAlias, particle, out string? id)
            || !services.TryFind(scope, id, particle, out HostedService? spell, out _))
        {
            return ServiceFaults.NoAlias(SpellParticle.WorkerSpellAlias, scope);
        }

        TriggerConfig config = new(StartSec: 1, PeriodSec: (uint)options.WorkerSpellPeriod.TotalSeconds);

        // the spell runs at once, which it can do only while the worker is active
        workers.SetActive(worker.Id, true);
        ServiceFault? fault = await spells.UpdateAsync(spell, config, cancellation);
        if (fault is not null)
        {
            workers.SetActive(worker.Id, false);
        }

        return fault;
    }

    /// <summary>Ends all runs of a worker's spells, and has it take part only in scripts of the host and its manager.</summary>
    /// <returns>Null, or why a spell could not be stopped; the worker is active then.</returns>
    public async ValueTask<string?> DeactivateAsync(WorkerInfo worker, CancellationToken cancellation)
    {
        foreach (HostedService spell in spells.Of(new PeerScope(worker.Id)).ToList())
        {
            if (await spells.UpdateAsync(spell, new TriggerConfig(), cancellation) is { } fault)
            {
                return $"Deal deactivation failed due to failure to stop spell {spell.Info.Id} : {fault.Message}";
            }
        }

        workers.SetActive(worker.Id, false);
        return null;
    }
}
