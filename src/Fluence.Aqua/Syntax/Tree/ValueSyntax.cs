using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>An expression.</summary>
internal abstract class ValueSyntax(TextSpan span) : SyntaxNode(span);

/// <summary>The kind of a literal, by its form.</summary>
internal enum LiteralKind : byte
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>An integer without a sign, which any integer type may take.</summary>
    Unsigned,

    /// <summary>An integer behind a minus.</summary>
    Signed,

    /// <summary>A number with a dot.</summary>
    Float,

    /// <summary>Text in quotes, or <c>%init_peer_id%</c>.</summary>
    String,
}

/// <summary>A literal; the text is what stands in the source, quotes included.</summary>
internal sealed class LiteralSyntax(TextSpan span, LiteralKind kind, string text) : ValueSyntax(span)
{
    internal LiteralKind Kind { get; } = kind;

    internal string Text { get; } = text;
}

/// <summary>A variable, constant or service by its name.</summary>
internal sealed class VariableSyntax(NameSyntax name) : ValueSyntax(name.Span)
{
    internal NameSyntax Name { get; } = name;
}

/// <summary><c>[a, b]</c>, <c>?[a]</c> or <c>*[a]</c>.</summary>
internal sealed class CollectionSyntax(TextSpan span, TextSpan open, CollectionKind kind, ImmutableArray<ValueSyntax> items)
    : ValueSyntax(span)
{
    /// <summary>The opening bracket with what stands before it.</summary>
    internal TextSpan Open { get; } = open;

    internal CollectionKind Kind { get; } = kind;

    internal ImmutableArray<ValueSyntax> Items { get; } = items;
}

/// <summary><c>f{Ability}(a, b)</c>; the abilities are the first arguments.</summary>
internal sealed class CallSyntax(TextSpan span, NameSyntax function, int abilityCount, ImmutableArray<ValueSyntax> arguments)
    : ValueSyntax(span)
{
    internal NameSyntax Function { get; } = function;

    internal int AbilityCount { get; } = abilityCount;

    internal ImmutableArray<ValueSyntax> Arguments { get; } = arguments;
}

/// <summary><c>name = value</c>, or <c>name</c> for <c>name = name</c>.</summary>
internal sealed class NamedArgumentSyntax(TextSpan span, NameSyntax name, ValueSyntax value, bool isShort) : SyntaxNode(span)
{
    internal NameSyntax Name { get; } = name;

    internal ValueSyntax Value { get; } = value;

    internal bool IsShort { get; } = isShort;
}

/// <summary><c>Type(a = 1, b)</c>: a data value or an ability.</summary>
internal sealed class ConstructorSyntax(TextSpan span, NameSyntax type, ImmutableArray<NamedArgumentSyntax> arguments)
    : ValueSyntax(span)
{
    internal NameSyntax Type { get; } = type;

    internal ImmutableArray<NamedArgumentSyntax> Arguments { get; } = arguments;
}

/// <summary><c>!value</c>.</summary>
internal sealed class NotSyntax(TextSpan span, ValueSyntax operand) : ValueSyntax(span)
{
    internal ValueSyntax Operand { get; } = operand;
}

/// <summary><c>(value)</c>.</summary>
internal sealed class ParenthesesSyntax(TextSpan span, ValueSyntax value) : ValueSyntax(span)
{
    internal ValueSyntax Value { get; } = value;
}

/// <summary><c>left op right</c>.</summary>
internal sealed class BinarySyntax(BinaryOperator op, TextSpan operatorSpan, ValueSyntax left, ValueSyntax right)
    : ValueSyntax(left.Span.To(right.Span))
{
    internal BinaryOperator Operator { get; } = op;

    internal TextSpan OperatorSpan { get; } = operatorSpan;

    internal ValueSyntax Left { get; } = left;

    internal ValueSyntax Right { get; } = right;
}

/// <summary><c>value.field[0]!</c> and so on.</summary>
internal sealed class PropertySyntax(ValueSyntax value, ImmutableArray<AccessSyntax> accesses)
    : ValueSyntax(value.Span.To(accesses[^1].Span))
{
    internal ValueSyntax Value { get; } = value;

    /// <summary>At least one, in the order in which they are applied.</summary>
    internal ImmutableArray<AccessSyntax> Accesses { get; } = accesses;
}
