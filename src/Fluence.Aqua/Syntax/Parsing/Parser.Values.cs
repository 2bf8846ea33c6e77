using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Expressions: what stands between operators.</summary>
internal sealed partial class Parser
{
    // values by their start: alternatives that begin with the same value do not read it twice
    private readonly Dictionary<int, (ValueSyntax? Value, int End)> _values = [];

    private ValueSyntax? Value()
    {
        int start = _position;
        if (_values.TryGetValue(start, out (ValueSyntax? Value, int End) known))
        {
            _position = known.End;
            return known.Value;
        }

        ValueSyntax? value = Deeper(Or);
        _values[start] = (value, _position);
        return value;
    }

    /// <summary>A value without operators, with the accesses behind it.</summary>
    private ValueSyntax? Atom()
    {
        if (Deeper(Basic) is not { } value)
        {
            return null;
        }

        ImmutableArray<AccessSyntax> accesses = Accesses();
        return accesses.IsEmpty ? value : new PropertySyntax(value, accesses);
    }

    private ValueSyntax? Basic()
    {
        int start = _position;
        ValueSyntax? value = Literal() ?? InitPeerId() ?? Collection();
        if (value is null && char.IsAsciiLetterUpper(Current))
        {
            value = Constructor();
        }

        value ??= char.IsAsciiLetter(Current) ? Call() ?? (ValueSyntax?)Variable() : Not() ?? Parentheses();
        if (value is null)
        {
            _position = start;
            Missing("a value");
        }

        return value;
    }

    private LiteralSyntax? InitPeerId()
    {
        const string text = "%init_peer_id%";
        int start = _position;
        if (!_text.AsSpan(start).StartsWith(text))
        {
            return null;
        }

        _position += text.Length;
        return new LiteralSyntax(From(start), LiteralKind.String, text);
    }

    private VariableSyntax? Variable() => AnyName() is { } name ? new VariableSyntax(name) : null;

    private ValueSyntax? Not()
    {
        int start = _position;
        Gap();
        int from = _position;
        if (Current != '!')
        {
            return Back<ValueSyntax>(start);
        }

        _position++;
        Gap();
        return Atom() is { } operand ? new NotSyntax(From(from), operand) : Back<ValueSyntax>(start);
    }

    private ValueSyntax? Parentheses()
    {
        int start = _position;
        return Current == '(' && OpenParenthesis() && Value() is { } value && CloseParenthesis()
            ? new ParenthesesSyntax(From(start), value)
            : Back<ValueSyntax>(start);
    }

    private ValueSyntax? Collection()
    {
        int start = _position;
        Gap();
        int from = _position;
        CollectionKind kind;
        switch (Current)
        {
            case '[':
                kind = CollectionKind.Array;
                break;
            case '?' or '*' when _position + 1 < _text.Length && _text[_position + 1] == '[':
                kind = Current == '?' ? CollectionKind.Option : CollectionKind.Stream;
                _position++;
                break;
            default:
                return Back<ValueSyntax>(start);
        }

        _position++;
        TextSpan open = From(from);
        Gap();
        ImmutableArray<ValueSyntax> items = List(PaddedValue) ?? [];
        Gap();
        return Take("]") ? new CollectionSyntax(From(from), open, kind, items) : Back<ValueSyntax>(start);
    }

    private ValueSyntax? PaddedValue()
    {
        int start = _position;
        Gap();
        if (Value() is not { } value)
        {
            return Back<ValueSyntax>(start);
        }

        Gap();
        return value;
    }

    private CallSyntax? Call()
    {
        int start = _position;
        if (Name() is not { } function)
        {
            return null;
        }

        ImmutableArray<ValueSyntax> abilities = [];
        if (Current == '{')
        {
            _position++;
            Spaces();
            if (List(PaddedValue) is not { } given || !Close("}"))
            {
                return Back<CallSyntax>(start);
            }

            abilities = given;
        }

        Spaces();
        if (!OpenParenthesis())
        {
            return Back<CallSyntax>(start);
        }

        Gap();
        ImmutableArray<ValueSyntax> arguments = List(PaddedValue) ?? [];
        Gap();
        return CloseParenthesis()
            ? new CallSyntax(From(start), function, abilities.Length, abilities.AddRange(arguments))
            : Back<CallSyntax>(start);
    }

    private ConstructorSyntax? Constructor()
    {
        int start = _position;
        return ClassName() is { } type && NamedArguments() is { } arguments
            ? new ConstructorSyntax(From(start), type, arguments)
            : Back<ConstructorSyntax>(start);
    }

    private ImmutableArray<NamedArgumentSyntax>? NamedArguments()
    {
        int start = _position;
        Spaces();
        if (OpenParenthesis())
        {
            Gap();
            if (List(NamedArgument) is { } arguments)
            {
                Gap();
                if (CloseParenthesis())
                {
                    return arguments;
                }
            }
        }

        _position = start;
        return null;
    }

    private NamedArgumentSyntax? NamedArgument()
    {
        int start = _position;
        Spaces();
        int from = _position;
        if (Name() is { } name)
        {
            Gap();
            Spaces();
            if (Take("="))
            {
                Gap();
                Spaces();
                if (Value() is { } value)
                {
                    TextSpan span = From(from);
                    Gap();
                    return new NamedArgumentSyntax(span, name, value, isShort: false);
                }
            }
        }

        _position = from;
        if (AnyName() is not { } variable)
        {
            return Back<NamedArgumentSyntax>(start);
        }

        Gap();
        return new NamedArgumentSyntax(variable.Span, variable, new VariableSyntax(variable), isShort: true);
    }
}
