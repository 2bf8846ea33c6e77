using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Fluence.Crypto;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Vault;
using Fluence.Services.Workers;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Services.Units;

/// <summary>
/// What a worker's compute units give it: cores, memory and room on the disk, for all its services together. Workers without units have
/// the limits of services alone. For any number of threads.
/// </summary>
internal sealed class WorkerResources(
    WorkerRegistry workers, CoreDistributor cores, ServiceFolders folders, ParticleVault vault, UnitOptions options)
{
    private readonly ConcurrentDictionary<PeerId, UnitLimits> _limits = new();

    /// <summary>The limits of a scope; null for the peer itself and workers without units.</summary>
    public UnitLimits? Of(PeerScope scope) =>
        scope.Worker is not { } worker || !workers.TryFind(worker, out WorkerInfo? info) || info.ComputeUnits.Count == 0 ? null
        : _limits.GetOrAdd(worker, id => new UnitLimits(options, info.ComputeUnits.Count, vault.FolderOf(new PeerScope(id))));

    /// <summary>The cores on which the services of a scope run; none for any.</summary>
    public ImmutableArray<CpuCore> CoresOf(PeerScope scope) =>
        scope.Worker is { } worker && workers.TryFind(worker, out WorkerInfo? info) ? cores.Of(info.ComputeUnits) : [];

    /// <summary>Counts the files of a service among those of its worker.</summary>
    public void Add(ServiceInfo service) => Of(service.Scope)?.Add(folders.Persistent(service.Id), folders.Ephemeral(service.Id));

    /// <summary>Counts them no more.</summary>
    public void Remove(ServiceInfo service)
    {
        if (service.Scope.Worker is { } worker && _limits.TryGetValue(worker, out UnitLimits? limits))
        {
            limits.Remove(folders.Persistent(service.Id), folders.Ephemeral(service.Id));
        }
    }

    /// <summary>Forgets a worker.</summary>
    public void Remove(PeerId worker) => _limits.TryRemove(worker, out _);
}

/// <summary>What the services of a worker may take together.</summary>
internal sealed class UnitLimits
{
    private readonly Lock _lock = new();
    private readonly int _units;
    private volatile string[] _folders;

    public UnitLimits(UnitOptions options, int units, string vault)
    {
        _units = units;
        _folders = [vault];
        Memory = new WasmMemoryPool((ulong)(options.Memory * units));
        Storage = WasiQuota.OfFolders(() => _folders, options.Storage * units);
    }

    /// <summary>The memory.</summary>
    public WasmMemoryPool Memory { get; }

    /// <summary>The room on the disk.</summary>
    public WasiQuota Storage { get; }

    /// <summary>The limit of the memory, and who set it.</summary>
    public string Explain() => string.Create(
        CultureInfo.InvariantCulture,
        $"the {_units} compute units of the worker have {Memory.Total} bytes for all its services (unit_memory_limit of this peer), "
        + $"{Memory.Taken} of them are taken");

    public void Add(params string[] folders)
    {
        lock (_lock)
        {
            _folders = [.. _folders.Union(folders)];
        }
    }

    public void Remove(params string[] folders)
    {
        lock (_lock)
        {
            _folders = [.. _folders.Except(folders)];
        }
    }
}
