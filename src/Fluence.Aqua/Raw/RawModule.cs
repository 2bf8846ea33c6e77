using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Raw;

/// <summary>Something that a file defines.</summary>
internal abstract record RawPart(string Name)
{
    /// <summary>Where it is defined; noted for editors only.</summary>
    internal Definition? Origin { get; init; }
}

/// <summary>A constant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A literal, or another constant's.</param>
/// <param name="IsDefault">Whether a value from outside takes its place.</param>
internal sealed record RawConstant(string Name, RawValue Value, bool IsDefault) : RawPart(Name);

/// <summary>A function.</summary>
internal sealed record RawFunctionPart(string Name, RawFunction Function) : RawPart(Name);

/// <summary>A service; with an id it can be called as it is.</summary>
internal sealed record RawService(string Name, NamedType Type, RawValue? DefaultId) : RawPart(Name);

/// <summary>A data type, an ability or another name for a type.</summary>
internal sealed record RawType(string Name, AquaType Type) : RawPart(Name);

/// <summary>
/// What can be seen in a file: what it defines and what it imports, each with the module in which it was defined, and modules under names.
/// </summary>
internal sealed record RawModule
{
    internal static RawModule Empty { get; } = new();

    /// <summary>The file's own name; null where it has no header.</summary>
    internal string? Name { get; init; }

    /// <summary>Names that importers may see; empty for none or, where there is no header, for all.</summary>
    internal ImmutableHashSet<string> Declares { get; init; } = [];

    /// <summary>The functions and services to compile, in order, by their name here, and what they are called outside.</summary>
    internal ImmutableArray<(string Name, string ExportedAs)> Exports { get; init; } = [];

    /// <summary>The definitions in order; each sees those before it, in <see cref="Parts"/> of its own module.</summary>
    internal ModuleParts Parts { get; init; } = ModuleParts.Empty;

    /// <summary>What is used under a name of its own.</summary>
    internal ImmutableSortedDictionary<string, RawModule> Modules { get; init; } =
        ImmutableSortedDictionary<string, RawModule>.Empty.WithComparers(StringComparer.Ordinal);
}
