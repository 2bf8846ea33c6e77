using System.Collections.Immutable;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Services.Hosting;

/// <summary>What answers the calls of a service: modules, or the storage of a spell. One call at a time.</summary>
internal interface IServiceBody : IDisposable
{
    /// <summary>Whether it uses files, and so the vaults of particles.</summary>
    bool UsesFiles { get; }

    /// <summary>Whether it asks who calls.</summary>
    bool AsksWhoCalls { get; }

    /// <summary>The memory of its modules now; none where it has no modules.</summary>
    ImmutableArray<ModuleMemory> Memory { get; }

    /// <summary>Calls a function.</summary>
    ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CallLimits limits);
}
