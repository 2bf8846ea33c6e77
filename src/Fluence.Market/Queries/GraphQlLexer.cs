using System.Text;

namespace Fluence.Market.Queries;

internal enum GraphQlTokenKind
{
    End,
    Name,
    Number,
    Text,
    Sign,
}

internal readonly record struct GraphQlToken(GraphQlTokenKind Kind, string Value, int Position);

/// <summary>Splits a document into tokens.</summary>
internal ref struct GraphQlLexer(string text)
{
    private readonly string _text = text;
    private int _position;

    public GraphQlToken Next()
    {
        SkipIgnored();
        int start = _position;
        if (start == _text.Length)
        {
            return new GraphQlToken(GraphQlTokenKind.End, "", start);
        }

        char first = _text[start];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            return Take(GraphQlTokenKind.Name, static each => char.IsAsciiLetterOrDigit(each) || each == '_');
        }

        if (char.IsAsciiDigit(first) || first == '-')
        {
            _position++;
            GraphQlToken rest = Take(GraphQlTokenKind.Number, static each => char.IsAsciiDigit(each)
                || each is '.' or 'e' or 'E' or '+' or '-');
            return rest with { Value = first + rest.Value, Position = start };
        }

        if (first == '"')
        {
            return new GraphQlToken(GraphQlTokenKind.Text, ReadText(), start);
        }

        if (_text.AsSpan(start).StartsWith("..."))
        {
            _position += 3;
            return new GraphQlToken(GraphQlTokenKind.Sign, "...", start);
        }

        if ("{}()[]:=!$@|&".Contains(first, StringComparison.Ordinal))
        {
            _position++;
            return new GraphQlToken(GraphQlTokenKind.Sign, first.ToString(), start);
        }

        throw new GraphQlException($"'{first}' is not expected here", start);
    }

    private void SkipIgnored()
    {
        while (_position < _text.Length)
        {
            char each = _text[_position];
            if (each == '#')
            {
                while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
                {
                    _position++;
                }
            }
            else if (each is ' ' or '\t' or '\n' or '\r' or ',' or '\uFEFF')
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private GraphQlToken Take(GraphQlTokenKind kind, Func<char, bool> belongs)
    {
        int start = _position;
        while (_position < _text.Length && belongs(_text[_position]))
        {
            _position++;
        }

        return new GraphQlToken(kind, _text[start.._position], start);
    }

    private string ReadText()
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < _text.Length && _text[_position] is not ('"' or '\n' or '\r'))
        {
            char each = _text[_position++];
            value.Append(each == '\\' ? ReadEscape(start) : each);
        }

        if (_position == _text.Length || _text[_position] != '"')
        {
            throw new GraphQlException("a text has no end", start);
        }

        _position++;
        return value.ToString();
    }

    private char ReadEscape(int start)
    {
        char kind = _position < _text.Length ? _text[_position++] : ' ';
        if (kind == 'u' && _position + 4 <= _text.Length
            && ushort.TryParse(_text.AsSpan(_position, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out ushort code))
        {
            _position += 4;
            return (char)code;
        }

        int index = "\"\\/bfnrt".IndexOf(kind, StringComparison.Ordinal);
        return index >= 0 ? "\"\\/\b\f\n\r\t"[index] : throw new GraphQlException("a text holds an escape that is none", start);
    }
}
