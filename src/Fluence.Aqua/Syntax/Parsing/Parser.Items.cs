using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Definitions.</summary>
internal sealed partial class Parser
{
    private static readonly string[] ItemWords = ["service", "alias", "data", "ability", "const", "func"];

    private bool StartsItem() => ItemWords.Any(word => _text.AsSpan(_position).StartsWith(word));

    private ItemSyntax? Item() => Service() ?? Alias() ?? Data() ?? Ability() ?? Const() ?? Func();

    private ItemSyntax? Service()
    {
        int start = _position;
        if (!Word("service") || ClassName() is not { } name)
        {
            return Back<ItemSyntax>(start);
        }

        int end = _position;
        ValueSyntax? id = null;
        if (!OpenParenthesis() || (id = Value()) is null || !CloseParenthesis())
        {
            id = null;
            _position = end;
        }

        return Members(start, ArrowMember) is { } members ? new ServiceSyntax(From(start), name, id, members) : null;
    }

    private ItemSyntax? Data()
    {
        int start = _position;
        return Word("data") && ClassName() is { } name && Members(start, FieldMember) is { } members
            ? new DataSyntax(From(start), name, members)
            : Back<ItemSyntax>(start);
    }

    private ItemSyntax? Ability()
    {
        int start = _position;
        return Word("ability") && ClassName() is { } name && Members(start, () => FieldMember() ?? ArrowMember()) is { } members
            ? new AbilitySyntax(From(start), name, members)
            : Back<ItemSyntax>(start);
    }

    private ItemSyntax? Alias()
    {
        int start = _position;
        return Word("alias") && ClassName() is { } name && Spaced(":") && Type() is { } target
            ? new AliasSyntax(From(start), name, target)
            : Back<ItemSyntax>(start);
    }

    private ItemSyntax? Const()
    {
        int start = _position;
        if (!Word("const") || ConstantName() is not { } name || !RequireSpaces())
        {
            return Back<ItemSyntax>(start);
        }

        bool isDefault = Current == '?';
        _position += isDefault ? 1 : 0;
        if (!Take("=") || !RequireSpaces() || Value() is not { } value)
        {
            return Back<ItemSyntax>(start);
        }

        if (value is not (LiteralSyntax or VariableSyntax or ParenthesesSyntax))
        {
            _position = value.Span.Start;
            Missing("a number, text, a boolean or another constant");
            return Back<ItemSyntax>(start);
        }

        return new ConstSyntax(From(start), name, value, isDefault);
    }

    private ItemSyntax? Func()
    {
        int start = _position;
        if (!Word("func") || Name() is not { } name || NamedArrow(Type) is not { } arrow || !Spaced(":"))
        {
            return Back<ItemSyntax>(start);
        }

        return Lines(() => Return() ?? Statement()) is { } lines
            ? new FuncSyntax(From(start), name, arrow, Nest(lines))
            : Back<ItemSyntax>(start);
    }

    private MemberSyntax? FieldMember()
    {
        int start = _position;
        return Name() is { } name && Spaced(":") && BasicType() is { } type
            ? new MemberSyntax(From(start), name, type)
            : Back<MemberSyntax>(start);
    }

    private MemberSyntax? ArrowMember()
    {
        int start = _position;
        if (Name() is not { } name)
        {
            return null;
        }

        // behind a space there is a colon, as the original has it
        ArrowTypeSyntax? arrow = Spaced(":") ? Arrow(BasicType) : Current is ' ' or '\t' ? null : NamedArrow(BasicType);
        return arrow is not null ? new MemberSyntax(From(start), name, arrow) : Back<MemberSyntax>(start);
    }

    private ImmutableArray<MemberSyntax>? Members(int start, Func<MemberSyntax?> member)
    {
        if (!Spaced(":") || Lines(member) is not { } lines)
        {
            _position = start;
            return null;
        }

        IndentTree<MemberSyntax> tree = new("", Problem);
        foreach ((TextSpan indent, MemberSyntax line) in lines)
        {
            tree.Add(indent, _text[indent.Start..indent.End], line, null, isArrow: true);
        }

        return [.. tree.End()];
    }

    private ImmutableArray<StatementSyntax> Nest(List<(TextSpan Indent, StatementSyntax Line)> lines)
    {
        IndentTree<StatementSyntax> tree = new("", Problem);
        foreach ((TextSpan indent, StatementSyntax line) in lines)
        {
            BlockSyntax? block = line as BlockSyntax ?? (line as ParSyntax)?.Statement as BlockSyntax
                ?? (line as CoSyntax)?.Statement as BlockSyntax;
            tree.Add(
                indent, _text[indent.Start..indent.End], line, block is null ? null : body => block.Body = [.. body],
                block is ClosureSyntax);
        }

        return [.. tree.End()];
    }

    /// <summary>The indented lines of a body, at least one, and one end of a line behind them if there is one.</summary>
    private List<(TextSpan Indent, T Line)>? Lines<T>(Func<T?> line)
        where T : class
    {
        if (!Newlines())
        {
            Missing("the end of the line");
            return null;
        }

        List<(TextSpan, T)> lines = [];
        while (true)
        {
            int start = _position;
            if (!Spaces())
            {
                if (lines.Count == 0)
                {
                    Missing("an indented line");
                    return null;
                }

                _position = _lineEnd;
                LineEnd();
                return lines;
            }

            TextSpan indent = From(start);
            if (_position >= _text.Length && lines.Count > 0)
            {
                return lines;
            }

            if (line() is not { } read)
            {
                return null;
            }

            lines.Add((indent, read));
            _lineEnd = _position;
            if (!Newlines())
            {
                return lines;
            }
        }
    }
}
