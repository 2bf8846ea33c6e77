using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>A definition of a file.</summary>
internal abstract class ItemSyntax(TextSpan span, NameSyntax name) : SyntaxNode(span)
{
    internal NameSyntax Name { get; } = name;
}

/// <summary><c>func name(a: A) -> B:</c> and its body.</summary>
internal sealed class FuncSyntax(TextSpan span, NameSyntax name, ArrowTypeSyntax arrow, ImmutableArray<StatementSyntax> body)
    : ItemSyntax(span, name)
{
    internal ArrowTypeSyntax Arrow { get; } = arrow;

    internal ImmutableArray<StatementSyntax> Body { get; } = body;
}

/// <summary><c>name: type</c>, or <c>name(a: A) -> B</c>, in a definition.</summary>
internal sealed class MemberSyntax(TextSpan span, NameSyntax name, TypeSyntax type) : SyntaxNode(span)
{
    internal NameSyntax Name { get; } = name;

    internal TypeSyntax Type { get; } = type;
}

/// <summary><c>service Name(id):</c>.</summary>
internal sealed class ServiceSyntax(TextSpan span, NameSyntax name, ValueSyntax? id, ImmutableArray<MemberSyntax> members)
    : ItemSyntax(span, name)
{
    internal ValueSyntax? Id { get; } = id;

    internal ImmutableArray<MemberSyntax> Members { get; } = members;
}

/// <summary><c>data Name:</c>.</summary>
internal sealed class DataSyntax(TextSpan span, NameSyntax name, ImmutableArray<MemberSyntax> members) : ItemSyntax(span, name)
{
    internal ImmutableArray<MemberSyntax> Members { get; } = members;
}

/// <summary><c>ability Name:</c>.</summary>
internal sealed class AbilitySyntax(TextSpan span, NameSyntax name, ImmutableArray<MemberSyntax> members) : ItemSyntax(span, name)
{
    internal ImmutableArray<MemberSyntax> Members { get; } = members;
}

/// <summary><c>alias Name: type</c>.</summary>
internal sealed class AliasSyntax(TextSpan span, NameSyntax name, TypeSyntax target) : ItemSyntax(span, name)
{
    internal TypeSyntax Target { get; } = target;
}

/// <summary><c>const NAME = value</c>, or <c>?=</c> where the value can be given from outside.</summary>
internal sealed class ConstSyntax(TextSpan span, NameSyntax name, ValueSyntax value, bool isDefault) : ItemSyntax(span, name)
{
    internal ValueSyntax Value { get; } = value;

    internal bool IsDefault { get; } = isDefault;
}

/// <summary>A file.</summary>
internal sealed class FileSyntax(SourceFile source, ImmutableArray<HeaderSyntax> header, ImmutableArray<ItemSyntax> items)
{
    internal SourceFile Source { get; } = source;

    internal ImmutableArray<HeaderSyntax> Header { get; } = header;

    internal ImmutableArray<ItemSyntax> Items { get; } = items;
}
