using System.Collections.Immutable;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>The contents of the custom section <c>interface-types</c>.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="Types">Types of functions and records; all indices of types point here.</param>
/// <param name="Imports">The imported functions.</param>
/// <param name="Adapters">The code between interface values and the module's own.</param>
/// <param name="Exports">The exported functions.</param>
/// <param name="Implementations">Which adapter belongs to which function.</param>
public sealed record Interfaces(
    SemVersion Version,
    ImmutableArray<TypeDefinition> Types,
    ImmutableArray<Import> Imports,
    ImmutableArray<Adapter> Adapters,
    ImmutableArray<Export> Exports,
    ImmutableArray<Implementation> Implementations)
{
    /// <summary>The name of the section.</summary>
    public const string SectionName = "interface-types";
}

/// <summary>An imported function.</summary>
/// <param name="Namespace">The name under which the providing module is loaded.</param>
/// <param name="Name">The function's name there.</param>
/// <param name="FunctionType">The index of its type.</param>
public sealed record Import(string Namespace, string Name, uint FunctionType);

/// <summary>The code that passes values between one function and the outside.</summary>
/// <param name="FunctionType">The index of its type, by which implementations refer to it.</param>
/// <param name="Instructions">The code.</param>
public sealed record Adapter(uint FunctionType, ImmutableArray<Instruction> Instructions);

/// <summary>An exported function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FunctionType">The index of its type.</param>
public sealed record Export(string Name, uint FunctionType);

/// <summary>Says that an adapter stands before a function.</summary>
/// <param name="CoreFunctionType">The index of the type of an export or import.</param>
/// <param name="AdapterFunctionType">The index of the type of an adapter.</param>
public sealed record Implementation(uint CoreFunctionType, uint AdapterFunctionType);
