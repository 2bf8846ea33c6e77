using System.Collections.Immutable;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Services.Hosting;

/// <summary>A service of Wasm modules.</summary>
internal sealed class MarineBody(MarineService service, bool usesFiles, bool asksWhoCalls) : IServiceBody
{
    public bool UsesFiles => usesFiles;

    public bool AsksWhoCalls => asksWhoCalls;

    public ImmutableArray<ModuleMemory> Memory => service.MemoryStatistics.Modules;

    public ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CallLimits limits) =>
        service.Call(function, arguments, parameters, limits);

    public void Dispose() => service.Dispose();
}
