using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>A type as it was written.</summary>
internal abstract class TypeSyntax(TextSpan span) : SyntaxNode(span);

/// <summary><c>⊤</c> or <c>⊥</c>.</summary>
internal sealed class TopBottomTypeSyntax(TextSpan span, bool isTop) : TypeSyntax(span)
{
    internal bool IsTop { get; } = isTop;
}

/// <summary>A built-in type like <c>u32</c>.</summary>
internal sealed class ScalarTypeSyntax(TextSpan span, string name) : TypeSyntax(span)
{
    internal string Name { get; } = name;
}

/// <summary>A type by its name, with the modules it lies in.</summary>
internal sealed class NamedTypeSyntax(NameSyntax name) : TypeSyntax(name.Span)
{
    internal NameSyntax Name { get; } = name;
}

/// <summary>What a type collects its elements in.</summary>
internal enum CollectionKind : byte
{
    /// <summary><c>[]T</c>.</summary>
    Array,

    /// <summary><c>?T</c>.</summary>
    Option,

    /// <summary><c>*T</c>.</summary>
    Stream,

    /// <summary><c>%T</c>.</summary>
    StreamMap,
}

/// <summary><c>[]T</c>, <c>?T</c>, <c>*T</c> or <c>%T</c>.</summary>
internal sealed class CollectionTypeSyntax(TextSpan span, CollectionKind kind, TypeSyntax element) : TypeSyntax(span)
{
    internal CollectionKind Kind { get; } = kind;

    internal TypeSyntax Element { get; } = element;
}

/// <summary>A parameter; without a name in <c>A, B -> C</c>.</summary>
internal sealed class ParameterSyntax(TextSpan span, NameSyntax? name, TypeSyntax type) : SyntaxNode(span)
{
    internal NameSyntax? Name { get; } = name;

    internal TypeSyntax Type { get; } = type;
}

/// <summary><c>{Ability} A, B -> C</c> or <c>{Ability}(a: A, b: B) -> C</c>.</summary>
internal sealed class ArrowTypeSyntax(
    TextSpan span, ImmutableArray<NamedTypeSyntax> abilities, ImmutableArray<ParameterSyntax> parameters,
    ImmutableArray<TypeSyntax> results)
    : TypeSyntax(span)
{
    internal ImmutableArray<NamedTypeSyntax> Abilities { get; } = abilities;

    internal ImmutableArray<ParameterSyntax> Parameters { get; } = parameters;

    internal ImmutableArray<TypeSyntax> Results { get; } = results;
}
