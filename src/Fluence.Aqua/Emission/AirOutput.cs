using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Emission;

/// <summary>What is compiled from a file.</summary>
/// <param name="Functions">The exported functions, in the order of the exports.</param>
/// <param name="Services">The exported services, in the order of the exports.</param>
internal sealed record AirOutput(ImmutableArray<AirFunction> Functions, ImmutableArray<AirService> Services);

/// <summary>A function that can be called.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Air">Its script.</param>
/// <param name="Type">What it takes and gives.</param>
internal sealed record AirFunction(string Name, string Air, ArrowType Type);

/// <summary>A service that can be registered.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Type">Its methods.</param>
/// <param name="DefaultId">The id that it has if no other is given, without quotes; null where it has none.</param>
internal sealed record AirService(string Name, NamedType Type, string? DefaultId);
