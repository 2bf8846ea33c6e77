namespace Fluence.Aqua.Syntax.Tree;

/// <summary>A part of a source as it was written.</summary>
internal abstract class SyntaxNode(TextSpan span)
{
    /// <summary>Where it stands.</summary>
    internal TextSpan Span { get; } = span;
}

/// <summary>A name, of several parts joined by dots where the place allows that.</summary>
internal sealed class NameSyntax(TextSpan span, string text) : SyntaxNode(span)
{
    internal string Text { get; } = text;

    public override string ToString() => Text;
}

/// <summary>A name and what it is called instead.</summary>
internal sealed class RenamedSyntax(NameSyntax name, NameSyntax? rename)
    : SyntaxNode(rename is null ? name.Span : name.Span.To(rename.Span))
{
    internal NameSyntax Name { get; } = name;

    internal NameSyntax? Rename { get; } = rename;
}
