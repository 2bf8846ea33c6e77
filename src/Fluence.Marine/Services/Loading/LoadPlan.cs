using System.Collections.Immutable;
using Fluence.Marine.Configuration;

namespace Fluence.Marine.Services.Loading;

/// <summary>A module of a service and whom it imports from, so that it can be instantiated again.</summary>
/// <param name="config">Its name and what it may do.</param>
/// <param name="source">The module.</param>
/// <param name="providers">Those who provide its imports, in the order of the imports' numbers.</param>
internal sealed class LoadPlan(ModuleConfig config, CompiledServiceModule source, ImmutableArray<LoadPlan> providers)
{
    public string Name => Config.Name;

    public ModuleConfig Config { get; } = config;

    public CompiledServiceModule Source { get; } = source;

    public ImmutableArray<LoadPlan> Providers { get; } = providers;

    /// <summary>Finds who provides what a module imports.</summary>
    /// <param name="config">The module's configuration.</param>
    /// <param name="source">The module.</param>
    /// <param name="loaded">The modules loaded before, by name.</param>
    /// <exception cref="MarineLoadException">A module or a function is not there.</exception>
    public static LoadPlan Of(ModuleConfig config, CompiledServiceModule source, IReadOnlyDictionary<string, LoadPlan> loaded) =>
        new(config, source, [.. source.Imports.Select(import =>
            !loaded.TryGetValue(import.Namespace, out LoadPlan? provider)
                ? throw Error($"engine error: module with name '{import.Namespace}' isn't loaded into Marine")
            : !provider.Source.Exports.ContainsKey(import.Name)
                ? throw Error($"engine error: module with name '{config.Name}' doesn't have function with name {import.Name}")
            : provider)]);

    private static MarineLoadException Error(string message) => new(new ServiceError(ServiceErrorKind.Link, message));
}
