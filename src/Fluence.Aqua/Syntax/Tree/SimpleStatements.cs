using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary><c>a, b &lt;- value</c>, or a value alone.</summary>
internal sealed class CallStatementSyntax(TextSpan span, ImmutableArray<NameSyntax> results, ValueSyntax value) : StatementSyntax(span)
{
    internal ImmutableArray<NameSyntax> Results { get; } = results;

    internal ValueSyntax Value { get; } = value;
}

/// <summary><c>name = value</c>.</summary>
internal sealed class AssignmentSyntax(TextSpan span, NameSyntax name, ValueSyntax value) : StatementSyntax(span)
{
    internal NameSyntax Name { get; } = name;

    internal ValueSyntax Value { get; } = value;
}

/// <summary><c>name: *T</c>.</summary>
internal sealed class DeclareStreamSyntax(TextSpan span, NameSyntax name, TypeSyntax type) : StatementSyntax(span)
{
    internal NameSyntax Name { get; } = name;

    internal TypeSyntax Type { get; } = type;
}

/// <summary><c>stream &lt;&lt;- value</c>, of a map <c>map &lt;&lt;- key, value</c>.</summary>
internal sealed class PushSyntax(TextSpan span, NameSyntax stream, ValueSyntax value, ValueSyntax? second) : StatementSyntax(span)
{
    internal NameSyntax Stream { get; } = stream;

    /// <summary>The value; the key where there is a second one.</summary>
    internal ValueSyntax Value { get; } = value;

    internal ValueSyntax? Second { get; } = second;
}

/// <summary><c>join a, b[2]</c>.</summary>
internal sealed class JoinSyntax(TextSpan span, ImmutableArray<ValueSyntax> values) : StatementSyntax(span)
{
    internal ImmutableArray<ValueSyntax> Values { get; } = values;
}

/// <summary><c>Service id</c>.</summary>
internal sealed class ServiceIdSyntax(TextSpan span, NameSyntax service, ValueSyntax id) : StatementSyntax(span)
{
    internal NameSyntax Service { get; } = service;

    internal ValueSyntax Id { get; } = id;
}

/// <summary><c>&lt;- a, b</c>.</summary>
internal sealed class ReturnSyntax(TextSpan span, ImmutableArray<ValueSyntax> values) : StatementSyntax(span)
{
    internal ImmutableArray<ValueSyntax> Values { get; } = values;
}
