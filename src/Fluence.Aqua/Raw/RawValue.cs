using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Raw;

/// <summary>An expression whose names and types are known, before anything is inlined.</summary>
internal abstract class RawValue
{
    /// <summary>The type of its value.</summary>
    internal abstract AquaType Type { get; }

    /// <summary>The names of the variables, functions and streams that it reads.</summary>
    internal abstract IEnumerable<string> Names { get; }
}

/// <summary>A variable, argument, stream or function by its name; parts of abilities and modules are joined by dots.</summary>
internal sealed class RawVariable(string name, AquaType type) : RawValue
{
    /// <summary>The error caught last.</summary>
    internal static RawVariable LastError { get; } = new(":error:", ErrorType);

    /// <summary>The data type of errors.</summary>
    internal static NamedType ErrorType => NamedType.Of(NamedKind.Data, "Error",
    [
        new("message", ScalarType.String), new("error_code", ScalarType.I64), new("instruction", ScalarType.String),
        new("peer_id", ScalarType.String),
    ]);

    internal string Name { get; } = name;

    internal override AquaType Type { get; } = type;

    internal override IEnumerable<string> Names => [Name];
}

/// <summary>A literal as AIR has it.</summary>
internal sealed class RawLiteral(string text, AquaType type) : RawValue
{
    internal static RawLiteral InitPeerId { get; } = new("%init_peer_id%", ScalarType.String);

    internal static RawLiteral ParticleTtl { get; } = new("%ttl%", ScalarType.U32);

    internal static RawLiteral ParticleTimestamp { get; } = new("%timestamp%", ScalarType.U64);

    internal static RawLiteral Nil { get; } = new("[]", CollectionType.Option(ExtremeType.Bottom));

    internal string Text { get; } = text;

    internal override AquaType Type { get; } = type;

    internal override IEnumerable<string> Names => [];
}

/// <summary>Something taken out of a value.</summary>
internal sealed class RawProperty(RawValue value, RawAccess access) : RawValue
{
    internal RawValue Value { get; } = value;

    internal RawAccess Access { get; } = access;

    internal override AquaType Type => Access.Type;

    internal override IEnumerable<string> Names => [.. Value.Names, .. Access.Names];
}

/// <summary>An array or option of values.</summary>
internal sealed class RawCollection(ImmutableArray<RawValue> values, CollectionType type) : RawValue
{
    internal ImmutableArray<RawValue> Values { get; } = values;

    internal override CollectionType Type { get; } = type;

    internal override IEnumerable<string> Names => Values.SelectMany(value => value.Names);
}

/// <summary>A new stream with values; it has a name, as it may be pushed to later.</summary>
internal sealed class RawStream(ImmutableArray<RawValue> values, string name, CollectionType type) : RawValue
{
    internal ImmutableArray<RawValue> Values { get; } = values;

    internal string Name { get; } = name;

    internal override CollectionType Type { get; } = type;

    internal override IEnumerable<string> Names => [.. Values.SelectMany(value => value.Names), Name];
}

/// <summary>A data value or an ability of its members.</summary>
internal sealed class RawRecord(ImmutableSortedDictionary<string, RawValue> fields, NamedType type) : RawValue
{
    internal ImmutableSortedDictionary<string, RawValue> Fields { get; } = fields;

    internal override NamedType Type { get; } = type;

    internal override IEnumerable<string> Names => Fields.Values.SelectMany(value => value.Names);
}

/// <summary>An operation on two values. <see cref="IsFloat"/> tells apart the product of floats.</summary>
internal sealed class RawBinary(BinaryOperator op, RawValue left, RawValue right, AquaType type, bool isFloat = false) : RawValue
{
    internal BinaryOperator Operator { get; } = op;

    internal RawValue Left { get; } = left;

    internal RawValue Right { get; } = right;

    internal bool IsFloat { get; } = isFloat;

    internal override AquaType Type { get; } = type;

    internal override IEnumerable<string> Names => [.. Left.Names, .. Right.Names];
}

/// <summary>The negation of a boolean.</summary>
internal sealed class RawNot(RawValue value) : RawValue
{
    internal RawValue Value { get; } = value;

    internal override AquaType Type => ScalarType.Bool;

    internal override IEnumerable<string> Names => Value.Names;
}

/// <summary>A call of a function by its name; a method's name follows that of its service or ability behind a dot.</summary>
internal sealed class RawCall(string function, ImmutableArray<RawValue> arguments, ArrowType arrow) : RawValue
{
    internal string Function { get; } = function;

    internal ImmutableArray<RawValue> Arguments { get; } = arguments;

    internal ArrowType Arrow { get; } = arrow;

    /// <summary>The type of the first result; that of the function where it has none.</summary>
    internal override AquaType Type => Arrow.Codomain.Length > 0 ? Arrow.Codomain.Items[0].Type : Arrow;

    internal override IEnumerable<string> Names => [Function, .. Arguments.SelectMany(argument => argument.Names)];
}

/// <summary>
/// A call of a service's function as the peer sees it. It is made while inlining; sources call services by <see cref="RawCall"/>.
/// </summary>
internal sealed class RawServiceCall(RawValue service, string function, ImmutableArray<RawValue> arguments, ArrowType arrow) : RawValue
{
    internal RawValue Service { get; } = service;

    internal string Function { get; } = function;

    internal ImmutableArray<RawValue> Arguments { get; } = arguments;

    internal ArrowType Arrow { get; } = arrow;

    internal override AquaType Type => Arrow.Codomain.Length > 0 ? Arrow.Codomain.Items[0].Type : Arrow;

    internal override IEnumerable<string> Names => [.. Service.Names, .. Arguments.SelectMany(argument => argument.Names)];
}
