using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>What follows a value.</summary>
internal sealed partial class Parser
{
    private ImmutableArray<AccessSyntax> Accesses()
    {
        if (Access() is not { } first)
        {
            return [];
        }

        ImmutableArray<AccessSyntax>.Builder accesses = ImmutableArray.CreateBuilder<AccessSyntax>();
        accesses.Add(first);
        while (Access() is { } next)
        {
            accesses.Add(next);
            if (accesses.Count == MaxDepth)
            {
                _isTooDeep = true;
                Missing("less nesting");
                break;
            }
        }

        return accesses.ToImmutable();
    }

    private AccessSyntax? Access() =>
        Current == '.' ? Copy() ?? CallAccess() ?? Field() : Index() ?? First() ?? Construct();

    private AccessSyntax? Copy()
    {
        int start = _position++;
        if (!_text.AsSpan(_position).StartsWith("copy"))
        {
            return Back<AccessSyntax>(start);
        }

        TextSpan word = new(_position, _position += "copy".Length);
        return NamedArguments() is { } arguments ? new CopyAccessSyntax(From(start), word, arguments) : Back<AccessSyntax>(start);
    }

    private AccessSyntax? CallAccess()
    {
        int start = _position++;
        return char.IsAsciiLetterLower(Current) && Call() is { } call ? new CallAccessSyntax(call) : Back<AccessSyntax>(start);
    }

    private AccessSyntax? Field()
    {
        int start = _position++;
        return AnyName() is { } name ? new FieldAccessSyntax(name) : Back<AccessSyntax>(start);
    }

    private AccessSyntax? Index()
    {
        int start = _position;
        Spaces();
        int from = _position;
        if (Current != '[')
        {
            return Back<AccessSyntax>(start);
        }

        _position++;
        Gap();
        if (PaddedValue() is not { } index)
        {
            return Back<AccessSyntax>(start);
        }

        Gap();
        if (!Take("]"))
        {
            return Back<AccessSyntax>(start);
        }

        return NotNegative(new IndexAccessSyntax(From(from), index), start);
    }

    private IndexAccessSyntax? First()
    {
        int start = _position;

        if (Current != '!')
        {
            return null;
        }

        _position++;
        return Number() is { Kind: not LiteralKind.Float } index
            ? NotNegative(new IndexAccessSyntax(From(start), index), start)
            : new IndexAccessSyntax(new TextSpan(start, _position = start + 1), null);
    }

    private IndexAccessSyntax? NotNegative(IndexAccessSyntax access, int start)
    {
        if (access.Index is LiteralSyntax { Kind: LiteralKind.Signed } index)
        {
            _position = index.Span.Start;
            Missing("an index that is not negative");
            return Back<IndexAccessSyntax>(start);
        }

        return access;
    }

    private AccessSyntax? Construct()
    {
        int start = _position;
        Spaces();
        if (Current != '(')
        {
            return Back<AccessSyntax>(start);
        }

        _position = start;
        return NamedArguments() is { } arguments ? new ConstructAccessSyntax(From(start), arguments) : null;
    }
}
