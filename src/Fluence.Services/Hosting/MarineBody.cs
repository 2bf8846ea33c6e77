using System.Collections.Immutable;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Services.Hosting;

/// <summary>A service of Wasm modules.</summary>
/// <param name="service">The modules.</param>
/// <param name="usesFiles">Whether they use files.</param>
/// <param name="asksWhoCalls">Whether they ask who calls.</param>
/// <param name="explain">What is to be said of the limits when memory runs out.</param>
/// <param name="closed">Called when the service is closed.</param>
internal sealed class MarineBody(MarineService service, bool usesFiles, bool asksWhoCalls, Func<string> explain, Action closed)
    : IServiceBody
{
    public bool UsesFiles => usesFiles;

    public bool AsksWhoCalls => asksWhoCalls;

    public ImmutableArray<ModuleMemory> Memory => service.MemoryStatistics.Modules;

    public ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CallLimits limits)
    {
        ServiceOutcome outcome = service.Call(function, arguments, parameters, limits);
        return outcome.Error is { } error ? outcome with { Error = Explain(error, explain) } : outcome;
    }

    public void Dispose()
    {
        service.Dispose();
        closed();
    }

    /// <summary>Adds to an error about memory which limits there are.</summary>
    public static ServiceError Explain(ServiceError error, Func<string> explain) =>
        error.Kind == ServiceErrorKind.OutOfMemory ? new ServiceError(error.Kind, $"{error.Message}; {explain()}") : error;
}
