using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Literals.</summary>
internal sealed partial class Parser
{
    private LiteralSyntax? Literal() => Bool() ?? Number() ?? String();

    private LiteralSyntax? Bool()
    {
        int start = _position;
        foreach (string word in (ReadOnlySpan<string>)["true", "false"])
        {
            if (_text.AsSpan(start).StartsWith(word))
            {
                _position += word.Length;
                return WordCharacters.Contains(Current) ? Back<LiteralSyntax>(start) : Literal(start, LiteralKind.Bool);
            }
        }

        return null;
    }

    private LiteralSyntax? Number()
    {
        int start = _position;
        bool isSigned = Current == '-';
        _position += isSigned ? 1 : 0;
        if (!Digits())
        {
            return Back<LiteralSyntax>(start);
        }

        int end = _position;
        if (Current == '.')
        {
            _position++;
            if (Digits())
            {
                return Literal(start, LiteralKind.Float);
            }
        }

        _position = end;
        return Literal(start, isSigned ? LiteralKind.Signed : LiteralKind.Unsigned);
    }

    /// <summary>An integer: zero, or digits that do not begin with it.</summary>
    private bool Digits()
    {
        if (Current == '0')
        {
            _position++;
            return true;
        }

        int start = _position;
        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }

        return _position > start;
    }

    private LiteralSyntax? String()
    {
        int start = _position;
        if (Current != '"')
        {
            return null;
        }

        int length = _text.AsSpan(start + 1).IndexOf('"');
        if (length < 0)
        {
            _unclosedText = start;
            _position = _text.Length;
            Missing("`\"` at the end of the text");
            return Back<LiteralSyntax>(start);
        }

        _position = start + length + 2;
        return Literal(start, LiteralKind.String);
    }

    private LiteralSyntax Literal(int start, LiteralKind kind) => new(From(start), kind, _text[start.._position]);
}
