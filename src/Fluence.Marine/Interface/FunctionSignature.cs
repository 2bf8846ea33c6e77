using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Interface;

/// <summary>A function that a module offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Names and types of its arguments.</param>
/// <param name="Outputs">The types of its results, at most one.</param>
/// <param name="AdapterFunctionType">The index of its adapter's type, by which the adapter is found.</param>
public sealed record FunctionSignature(
    string Name, ImmutableArray<NamedType> Arguments, ImmutableArray<IType> Outputs, uint AdapterFunctionType);
