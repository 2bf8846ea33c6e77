using System.Collections.Immutable;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>An entry of the table of types: the type of a function, or a record.</summary>
public abstract record TypeDefinition
{
    private protected TypeDefinition()
    {
    }
}

/// <summary>The type of a function.</summary>
/// <param name="Arguments">Names and types of the arguments.</param>
/// <param name="Outputs">The types of the results; Marine's modules have at most one.</param>
public sealed record FunctionType(ImmutableArray<NamedType> Arguments, ImmutableArray<IType> Outputs) : TypeDefinition;

/// <summary>A record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Names and types of its fields, of which there is at least one.</param>
public sealed record RecordType(string Name, ImmutableArray<NamedType> Fields) : TypeDefinition;

/// <summary>An argument of a function or a field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record NamedType(string Name, IType Type);
