using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Raw;

/// <summary>How something is taken out of a value.</summary>
internal abstract class RawAccess
{
    /// <summary>The type of what is taken.</summary>
    internal abstract AquaType Type { get; }

    internal virtual IEnumerable<string> Names => [];
}

/// <summary>A member of data or of an ability.</summary>
internal sealed class RawField(string name, AquaType type) : RawAccess
{
    internal string Name { get; } = name;

    internal override AquaType Type { get; } = type;
}

/// <summary>A call of a member of an ability, or of a function of a stream map.</summary>
internal sealed class RawMethod(string name, ArrowType arrow, ImmutableArray<RawValue> arguments) : RawAccess
{
    internal string Name { get; } = name;

    internal ArrowType Arrow { get; } = arrow;

    internal ImmutableArray<RawValue> Arguments { get; } = arguments;

    internal override AquaType Type => Arrow.Codomain.Length > 0 ? Arrow.Codomain.Items[0].Type : ProductType.Empty;

    internal override IEnumerable<string> Names => Arguments.SelectMany(argument => argument.Names);
}

/// <summary>A copy of data with some members replaced.</summary>
internal sealed class RawCopy(NamedType type, ImmutableSortedDictionary<string, RawValue> fields) : RawAccess
{
    internal ImmutableSortedDictionary<string, RawValue> Fields { get; } = fields;

    internal override NamedType Type { get; } = type;

    internal override IEnumerable<string> Names => Fields.Values.SelectMany(value => value.Names);
}

/// <summary>The <c>length</c> of a collection.</summary>
internal sealed class RawFunctor(string name, AquaType type) : RawAccess
{
    internal string Name { get; } = name;

    internal override AquaType Type { get; } = type;
}

/// <summary>An element of a collection; of a stream it is waited for.</summary>
internal sealed class RawIndex(RawValue index, AquaType type) : RawAccess
{
    internal RawValue Index { get; } = index;

    internal override AquaType Type { get; } = type;

    internal override IEnumerable<string> Names => Index.Names;
}
