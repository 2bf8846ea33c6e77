using System.Collections.Immutable;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>A function that others can call: the abilities or services in its braces, then what it takes and gives.</summary>
internal sealed record FunctionTy(string Name, ImmutableArray<NamedTy> Abilities, ImmutableArray<ServiceTy> Services, ArrowTy Type);
