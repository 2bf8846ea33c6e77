using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Marine;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Services.Host;
using Fluence.Services.Blueprints;
using Fluence.Services.Calls;
using Fluence.Services.Modules;
using Fluence.Services.Units;
using Fluence.Services.Vault;
using Fluence.Wasm.Wasi;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Hosting;

/// <summary>Puts a service's modules together, with the folders and limits that it gets.</summary>
/// <param name="folders">Where services keep their files.</param>
/// <param name="blueprints">The blueprints.</param>
/// <param name="modules">The modules.</param>
/// <param name="vault">The vaults.</param>
/// <param name="resources">What the units of workers give them.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">Where services log.</param>
/// <param name="time">The services' clock.</param>
internal sealed partial class ServiceBuilder(
    ServiceFolders folders,
    BlueprintStore blueprints,
    ModuleStore modules,
    ParticleVault vault,
    WorkerResources resources,
    HostingOptions options,
    ILogger logger,
    TimeProvider time)
{
    private static readonly ImmutableHashSet<string> _unlisted = [ParticleVault.VirtualRoot];

    /// <summary>Loads the modules of a service. Takes its time; to be called on a thread of the pool.</summary>
    public (IServiceBody? Body, ServiceFault? Fault) Build(ServiceInfo info) =>
        TryBuild(info, out IServiceBody? body, out ServiceFault? fault) ? (body, null) : (null, fault);

    private bool TryBuild(ServiceInfo info, [NotNullWhen(true)] out IServiceBody? body, [NotNullWhen(false)] out ServiceFault? fault)
    {
        body = null;
        if (!blueprints.TryFind(info.Blueprint, out Blueprint? blueprint, out fault)
            || !TryLoad(blueprint, out List<StoredModule>? parts, out fault))
        {
            fault = fault.InService("ModuleError");
            return false;
        }

        UnitLimits? unit = resources.Of(info.Scope);
        if (unit is not null && blueprint.MemoryLimit > unit.Memory.Total)
        {
            fault = ServiceFaults.TooMuchMemory(blueprint, unit);
            return false;
        }

        ulong limit = blueprint.MemoryLimit == 0 ? (ulong)options.MemoryLimit : Math.Min(blueprint.MemoryLimit, (ulong)options.MemoryLimit);
        try
        {
            resources.Add(info);
            ServiceHost host = new()
            {
                ServiceId = info.Id,
                WorkingFolder = folders.Persistent(info.Id),
                Environment = options.Environment,
                UnlistedFolders = _unlisted,
                Quotas =
                [
                    WasiQuota.OfFolders([folders.Persistent(info.Id), folders.Ephemeral(info.Id)], options.StorageLimit),
                    WasiQuota.OfEachIn(vault.FolderOf(info.Scope), options.MaxVaultSize),
                    .. unit is null ? Array.Empty<WasiQuota>() : [unit.Storage],
                ],
                Memory = unit?.Memory,
                Time = time,
                Log = entry => Log(info.Id, entry),
                LoadLimits = new CallLimits { Fuel = Math.Min(options.CallFuel, ServiceHost.DefaultLoadFuel) },
            };
            MarineConfig config = new()
            {
                TotalMemoryLimit = limit,
                Modules = [.. parts.Select(part => Map(part.Config, info))],
            };
            MarineService service = MarineService.Load(
                config, parts.ToDictionary(part => part.Config.Name, part => part.Module, StringComparer.Ordinal), host);
            body = new MarineBody(
                service, parts.Exists(part => UsesFiles(part.Module)), parts.Exists(part => part.Module.Effects.UsesCallParameters),
                Explain, () => resources.Remove(info));
            fault = null;
            return true;
        }
        catch (MarineLoadException failure)
        {
            resources.Remove(info);
            fault = ServiceFaults.Engine(MarineBody.Explain(failure.Error, Explain));
            return false;
        }

        string Explain() =>
            (limit == blueprint.MemoryLimit
                ? $"the service '{blueprint.Name}' may take {limit} bytes (its total_memory_limit)"
                : $"a service may take {options.MemoryLimit} bytes (service_memory_limit of this peer)")
            + (unit is null ? "" : $", {unit.Explain()}");
    }

    private bool TryLoad(
        Blueprint blueprint, [NotNullWhen(true)] out List<StoredModule>? parts, [NotNullWhen(false)] out ServiceFault? fault)
    {
        parts = [];
        fault = null;
        foreach (string cid in blueprint.Dependencies)
        {
            if (!modules.TryLoad(cid, out StoredModule? module, out fault))
            {
                parts = null;
                return false;
            }

            if (parts.Exists(other => other.Config.Name == module.Config.Name))
            {
                fault = new ServiceFault(
                    $"Blueprint '{blueprint.Id}' has two modules with the name {module.Config.Name}; add one of them again by another name",
                    "NonUniqueModuleName");
                parts = null;
                return false;
            }

            parts.Add(module);
        }

        return true;
    }

    private ModuleConfig Map(ModuleConfig module, ServiceInfo info)
    {
        string persistent = folders.Persistent(info.Id), ephemeral = folders.Ephemeral(info.Id);
        ImmutableSortedDictionary<string, string> mapped = module.Settings.MappedDirs.SetItems(
        [
            new("/storage", persistent),
            new("/storage/module", Path.Combine(persistent, module.Name)),
            new("/tmp", ephemeral),
            new("/tmp/module", Path.Combine(ephemeral, module.Name)),
            new(ParticleVault.VirtualRoot, vault.FolderOf(info.Scope)),
        ]);
        return module with { Settings = module.Settings with { MappedDirs = mapped } };
    }

    private static bool UsesFiles(CompiledServiceModule module) =>
        !module.Effects.IsPure || module.Module.Imports.Any(import => import.Name.StartsWith("path_", StringComparison.Ordinal));

    private void Log(string service, ServiceLogEntry entry) => LogService(entry.Level switch
    {
        ServiceLogLevel.Error => LogLevel.Error,
        ServiceLogLevel.Warn => LogLevel.Warning,
        ServiceLogLevel.Info => LogLevel.Information,
        ServiceLogLevel.Debug => LogLevel.Debug,
        _ => LogLevel.Trace,
    }, service, entry.Module, entry.Message);

    [LoggerMessage(EventId = 5000, Message = "service {Service}, module {Module}: {Text}")]
    private partial void LogService(LogLevel level, string service, string module, string text);
}
