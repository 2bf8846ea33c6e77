using System.Collections.Immutable;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>What a function becomes.</summary>
/// <param name="Function">The function.</param>
/// <param name="Method">The method that calls it.</param>
/// <param name="Field">The field that holds its script.</param>
internal sealed record CSharpFunction(AirFunction Function, string Method, string Field);

/// <summary>What a service becomes.</summary>
/// <param name="Service">The service.</param>
/// <param name="Interface">The interface to implement.</param>
/// <param name="Method">The method that offers it to scripts.</param>
/// <param name="Field">The field that holds its definition.</param>
internal sealed record CSharpService(AirService Service, string Interface, string Method, string Field);

/// <summary>The members of a client, whose names differ from each other and from that of the class.</summary>
internal sealed class CSharpMembers
{
    internal CSharpMembers(AirOutput output, string className)
    {
        Scope = new CSharpScope(
            StringComparer.Ordinal, className, "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize");
        Functions = [.. output.Functions.Select(function => new CSharpFunction(
            function, Scope.Take(CSharpNames.Pascal(function.Name) + "Async"),
            Scope.Take(CSharpNames.Pascal(function.Name) + "Function")))];
        Services = [.. output.Services.Select(service => new CSharpService(
            service, Scope.Take("I" + CSharpNames.Pascal(service.Name)), Scope.Take("Register" + CSharpNames.Pascal(service.Name)),
            Scope.Take(CSharpNames.Pascal(service.Name) + "Service")))];
    }

    internal CSharpScope Scope { get; }

    internal ImmutableArray<CSharpFunction> Functions { get; }

    internal ImmutableArray<CSharpService> Services { get; }
}
