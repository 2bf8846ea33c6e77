using System.Collections.Immutable;

namespace Fluence.Market.Queries;

/// <summary>
/// A document of operations and fragments. Values are null, bool, <see cref="System.Numerics.BigInteger"/>, double, string (also of enums),
/// lists, dictionaries, and <see cref="GraphQlVariable"/>.
/// </summary>
internal sealed record GraphQlDocument(ImmutableArray<GraphQlOperation> Operations, ImmutableDictionary<string, GraphQlFragment> Fragments);

internal sealed record GraphQlOperation(
    string? Name, ImmutableArray<GraphQlParameter> Parameters, ImmutableArray<GraphQlSelection> Selections, int Position);

internal sealed record GraphQlParameter(string Name, bool IsRequired, object? Default, bool HasDefault);

internal sealed record GraphQlFragment(string Name, string Type, ImmutableArray<GraphQlSelection> Selections);

/// <summary>A variable where a value is expected.</summary>
internal sealed record GraphQlVariable(string Name);

internal abstract record GraphQlSelection(ImmutableArray<GraphQlDirective> Directives, int Position);

internal sealed record GraphQlDirective(string Name, ImmutableDictionary<string, object?> Arguments);

internal sealed record GraphQlField(
    string Key, string Name, ImmutableDictionary<string, object?> Arguments, ImmutableArray<GraphQlSelection> Selections,
    ImmutableArray<GraphQlDirective> Directives, int Position) : GraphQlSelection(Directives, Position);

/// <summary>A fragment by its name, or in place where the name is null.</summary>
internal sealed record GraphQlSpread(
    string? Name, string? Type, ImmutableArray<GraphQlSelection> Selections, ImmutableArray<GraphQlDirective> Directives, int Position)
    : GraphQlSelection(Directives, Position);
