using System.Collections.Immutable;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Topology;

namespace Fluence.Aqua.Emission;

/// <summary>Compiles what a module exports.</summary>
internal static class AirCompiler
{
    /// <summary>The scripts of a module's functions, and its services.</summary>
    /// <param name="module">A module without mistakes.</param>
    /// <param name="options">How scripts are made.</param>
    /// <exception cref="InsufficientExecutionStackException">Functions call each other too deeply for this thread's stack.</exception>
    internal static AirOutput Compile(RawModule module, AirOptions options)
    {
        ModuleScope scope = new(module);
        InlineCache cache = new();
        ImmutableArray<AirFunction>.Builder functions = ImmutableArray.CreateBuilder<AirFunction>();
        ImmutableArray<AirService>.Builder services = ImmutableArray.CreateBuilder<AirService>();
        foreach ((string path, string name) in module.Exports)
        {
            if (scope.Service(path) is { } service)
            {
                services.Add(new AirService(name, service.Type, scope.DefaultIdOf(path)));
            }
            else if (scope.Function(path) is { } function)
            {
                InlineFunction exported = function.Named(name);
                functions.Add(new AirFunction(name, AirPrinter.Print(Resolver.Resolve(Wrapper.Inline(exported, options, cache))), function.Type));
            }
        }

        return new AirOutput(functions.ToImmutable(), services.ToImmutable());
    }
}
