using System.Collections.Immutable;

namespace Fluence.Client.Functions;

/// <summary>A type in the definition of a compiled Aqua function or service.</summary>
public abstract record AquaType
{
    private AquaType()
    {
    }

    /// <summary>Any JSON value.</summary>
    public sealed record Top : AquaType;

    /// <summary>No value at all.</summary>
    public sealed record Bottom : AquaType;

    /// <summary>Nothing: no arguments, or no result.</summary>
    public sealed record Nil : AquaType;

    /// <summary>A number, a boolean or text, by Aqua's name of the type.</summary>
    public sealed record Scalar(string Name) : AquaType;

    /// <summary>An array.</summary>
    public sealed record Array(AquaType Element) : AquaType;

    /// <summary>A value or none: <c>null</c> or the value here, an array of at most one item in scripts.</summary>
    public sealed record Option(AquaType Element) : AquaType;

    /// <summary>Data, with its fields.</summary>
    public sealed record Struct(string Name, ImmutableArray<(string Name, AquaType Type)> Fields) : AquaType;

    /// <summary>A function: its parameters by name or by position, and what it gives.</summary>
    public sealed record Arrow(ImmutableArray<(string Name, AquaType Type)> Parameters, ImmutableArray<AquaType> Results) : AquaType;
}
