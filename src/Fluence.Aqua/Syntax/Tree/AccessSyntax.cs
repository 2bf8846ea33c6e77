using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>What follows a value and takes something out of it.</summary>
internal abstract class AccessSyntax(TextSpan span) : SyntaxNode(span);

/// <summary><c>.name</c>; the span is that of the name.</summary>
internal sealed class FieldAccessSyntax(NameSyntax name) : AccessSyntax(name.Span)
{
    internal NameSyntax Name { get; } = name;
}

/// <summary><c>.name(a, b)</c>; the call's span begins at the name.</summary>
internal sealed class CallAccessSyntax(CallSyntax call) : AccessSyntax(call.Span)
{
    internal CallSyntax Call { get; } = call;
}

/// <summary><c>.copy(a = 1)</c>.</summary>
internal sealed class CopyAccessSyntax(TextSpan span, TextSpan word, ImmutableArray<NamedArgumentSyntax> arguments) : AccessSyntax(span)
{
    internal TextSpan Word { get; } = word;

    internal ImmutableArray<NamedArgumentSyntax> Arguments { get; } = arguments;
}

/// <summary><c>[index]</c>, <c>!2</c>, or <c>!</c>, which has no index and means the first.</summary>
internal sealed class IndexAccessSyntax(TextSpan span, ValueSyntax? index) : AccessSyntax(span)
{
    internal ValueSyntax? Index { get; } = index;
}

/// <summary><c>(a = 1)</c> behind a name with dots: the name is that of a type in another module.</summary>
internal sealed class ConstructAccessSyntax(TextSpan span, ImmutableArray<NamedArgumentSyntax> arguments) : AccessSyntax(span)
{
    internal ImmutableArray<NamedArgumentSyntax> Arguments { get; } = arguments;
}
