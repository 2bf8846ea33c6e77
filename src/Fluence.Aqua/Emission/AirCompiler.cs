using System.Collections.Immutable;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Topology;

namespace Fluence.Aqua.Emission;

/// <summary>Compiles what a module exports.</summary>
internal static class AirCompiler
{
    /// <summary>The scripts of a module's functions, and its services; of a name that several export the first counts.</summary>
    /// <param name="module">A module without mistakes.</param>
    /// <param name="options">How scripts are made.</param>
    /// <exception cref="AirLimitException">A script has too many calls, or too many within each other for this thread's stack.</exception>
    /// <exception cref="LoweringException">A function cannot become a script.</exception>
    internal static AirOutput Compile(RawModule module, AirOptions options)
    {
        ModuleScope scope = new(module);
        InlineCache cache = new();
        ImmutableArray<AirFunction>.Builder functions = ImmutableArray.CreateBuilder<AirFunction>();
        ImmutableArray<AirService>.Builder services = ImmutableArray.CreateBuilder<AirService>();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string path, string name) in module.Exports)
        {
            if (names.Contains(name))
            {
                continue;
            }

            if (scope.Service(path) is { } service)
            {
                names.Add(name);
                services.Add(new AirService(name, service.Type, scope.DefaultIdOf(path)));
            }
            else if (Function(name, path, scope, options, cache) is { } function)
            {
                names.Add(name);
                functions.Add(function);
            }
        }

        return new AirOutput(functions.ToImmutable(), services.ToImmutable());
    }

    private static AirFunction? Function(string name, string path, ModuleScope scope, AirOptions options, InlineCache cache)
    {
        try
        {
            return scope.Function(path) is not { } function ? null : new AirFunction(
                name, AirPrinter.Print(Resolver.Resolve(Wrapper.Inline(function.Named(name), options, cache))), function.Type);
        }
        catch (InsufficientExecutionStackException deep)
        {
            throw new AirLimitException(name, "the calls within each other are too many", deep);
        }
        catch (LoweringException unusual)
        {
            throw new LoweringException(
                $"`{name}` cannot become a script: {unusual.Message}; write what happens there in smaller steps, with a name for each value");
        }
    }
}
