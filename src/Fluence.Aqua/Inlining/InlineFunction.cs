using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>A function, closure or method of a service that can be inlined, with all that it reads from where it was defined.</summary>
internal sealed class InlineFunction
{
    internal required string Name { get; init; }

    internal required ArrowType Type { get; init; }

    internal required RawTag Body { get; init; }

    internal required ImmutableArray<RawValue> Results { get; init; }

    /// <summary>What the names of the body mean where the function was defined.</summary>
    internal Renaming Renaming { get; init; } = Renaming.None;

    internal ImmutableDictionary<string, InlineFunction> Functions { get; init; } = ImmutableDictionary<string, InlineFunction>.Empty;

    internal ImmutableDictionary<string, Value> Values { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>The place where it is executed, by its name; null for where it is called.</summary>
    internal string? Topology { get; init; }

    /// <summary>A function that calls a method of a service.</summary>
    internal static InlineFunction OfMethod(string name, string method, ArrowType type, Value id)
    {
        // a name that no parameter of a method can have
        const string ServiceId = "-id-", Result = "ret";
        ImmutableArray<RawExport> exports = ResultOf(type) is { } result
            ? [new RawExport(Result, result, result is CollectionType { Form: CollectionForm.Stream })]
            : [];
        RawServiceCall call = new(
            new RawVariable(ServiceId, id.Type), method, [.. type.Domain.WithLabels().Select(item => new RawVariable(item.Label, item.Type))], type);
        return new InlineFunction
        {
            Name = name, Type = type, Body = new CallTag(exports, call),
            Results = [.. exports.Select(export => new RawVariable(export.Name, export.Type))],
            Values = ImmutableDictionary<string, Value>.Empty.Add(ServiceId, id),
        };
    }

    /// <summary>The same under another name.</summary>
    internal InlineFunction Named(string name) => name == Name ? this : new InlineFunction
    {
        Name = name, Type = Type, Body = Body, Results = Results, Renaming = Renaming, Functions = Functions, Values = Values, Topology = Topology,
    };

    private static AquaType? ResultOf(ArrowType type) =>
        type.Codomain.Length switch { 0 => null, 1 => type.Codomain.Items[0].Type, _ => type.Codomain };
}
