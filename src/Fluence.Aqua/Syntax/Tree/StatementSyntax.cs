using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>A line of a body, with the body that belongs to it where it has one.</summary>
internal abstract class StatementSyntax(TextSpan span) : SyntaxNode(span);

/// <summary>A statement with a body. The span is that of the line which opens it.</summary>
internal abstract class BlockSyntax(TextSpan span) : StatementSyntax(span)
{
    /// <summary>The statements of the body, once they are read; at least one.</summary>
    internal ImmutableArray<StatementSyntax> Body { get; set; } = [];
}

/// <summary><c>for item &lt;- values par:</c>, of a map <c>for key, value &lt;- map:</c>.</summary>
internal sealed class ForSyntax(TextSpan span, NameSyntax item, NameSyntax? second, ValueSyntax iterable, ForMode mode) : BlockSyntax(span)
{
    /// <summary>The item; the key where there is a second name.</summary>
    internal NameSyntax Item { get; } = item;

    internal NameSyntax? Second { get; } = second;

    internal ValueSyntax Iterable { get; } = iterable;

    internal ForMode Mode { get; } = mode;
}

/// <summary>How the turns of a <c>for</c> follow each other.</summary>
internal enum ForMode : byte
{
    /// <summary>One after the other.</summary>
    Sequence,

    /// <summary><c>par</c>: side by side.</summary>
    Par,

    /// <summary><c>try</c>: until one succeeds.</summary>
    Try,

    /// <summary><c>rec</c>: also over what is added meanwhile.</summary>
    Rec,
}

/// <summary><c>parseq item &lt;- values on peer via relay:</c>.</summary>
internal sealed class ParSeqSyntax(
    TextSpan span, NameSyntax item, NameSyntax? second, ValueSyntax iterable, ValueSyntax peer, ImmutableArray<ValueSyntax> via)
    : BlockSyntax(span)
{
    internal NameSyntax Item { get; } = item;

    internal NameSyntax? Second { get; } = second;

    internal ValueSyntax Iterable { get; } = iterable;

    internal ValueSyntax Peer { get; } = peer;

    internal ImmutableArray<ValueSyntax> Via { get; } = via;
}

/// <summary><c>on peer via relay:</c>.</summary>
internal sealed class OnSyntax(TextSpan span, ValueSyntax peer, ImmutableArray<ValueSyntax> via) : BlockSyntax(span)
{
    internal ValueSyntax Peer { get; } = peer;

    internal ImmutableArray<ValueSyntax> Via { get; } = via;
}

/// <summary><c>if condition:</c>.</summary>
internal sealed class IfSyntax(TextSpan span, ValueSyntax condition) : BlockSyntax(span)
{
    internal ValueSyntax Condition { get; } = condition;
}

/// <summary><c>else:</c>.</summary>
internal sealed class ElseSyntax(TextSpan span) : BlockSyntax(span);

/// <summary><c>otherwise:</c>.</summary>
internal sealed class OtherwiseSyntax(TextSpan span) : BlockSyntax(span);

/// <summary><c>try:</c>.</summary>
internal sealed class TrySyntax(TextSpan span) : BlockSyntax(span);

/// <summary><c>catch error:</c>.</summary>
internal sealed class CatchSyntax(TextSpan span, NameSyntax name) : BlockSyntax(span)
{
    internal NameSyntax Name { get; } = name;
}

/// <summary><c>par statement</c>: the statement runs beside the one before.</summary>
internal sealed class ParSyntax(TextSpan span, StatementSyntax statement) : StatementSyntax(span)
{
    internal StatementSyntax Statement { get; } = statement;
}

/// <summary><c>co statement</c>: nobody waits for the statement.</summary>
internal sealed class CoSyntax(TextSpan span, StatementSyntax statement) : StatementSyntax(span)
{
    internal StatementSyntax Statement { get; } = statement;
}

/// <summary><c>name = (a: A) -> B:</c>, or with <c>func</c> before the parameters.</summary>
internal sealed class ClosureSyntax(TextSpan span, NameSyntax name, bool isDetached, ArrowTypeSyntax arrow) : BlockSyntax(span)
{
    internal NameSyntax Name { get; } = name;

    /// <summary>Whether it runs where it is called, not where it was defined.</summary>
    internal bool IsDetached { get; } = isDetached;

    internal ArrowTypeSyntax Arrow { get; } = arrow;
}
