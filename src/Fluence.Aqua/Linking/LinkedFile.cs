using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Linking;

/// <summary>A file whose imports are there and whose names and types are known.</summary>
/// <param name="Syntax">The file.</param>
/// <param name="Seen">As importers see it.</param>
/// <param name="Compiled">As it is compiled.</param>
internal sealed record LinkedFile(FileSyntax Syntax, RawModule Seen, RawModule Compiled)
{
    /// <summary>What is wrong in it.</summary>
    internal ImmutableArray<AquaDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether it, or a file that it imports, has an error.</summary>
    internal bool HasErrors { get; init; }

    /// <summary>The paths at which imports were looked for; what it means depends on the files there.</summary>
    internal ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>What its names mean; null where that is not noted.</summary>
    internal SymbolRecorder? Symbols { get; init; }
}
