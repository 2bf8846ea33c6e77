using Fluence.Air.Syntax;

namespace Fluence.Air.Lexing;

/// <summary>Cuts a script into tokens. After an error there are only <see cref="TokenKind.End"/> tokens.</summary>
internal struct Lexer(string script, SymbolTable symbols)
{
    private int _position;

    /// <summary>The first error.</summary>
    public AirProblem? Problem { get; private set; }

    /// <summary>Reads the next token.</summary>
    public void Read(out Token token)
    {
        token = default;
        SkipBlanks();
        token.Start = token.End = _position;
        if (_position >= script.Length)
        {
            return;
        }

        switch (script[_position])
        {
            case '(':
                ReadBracket(ref token, TokenKind.OpenRound);
                break;
            case ')':
                ReadBracket(ref token, TokenKind.CloseRound);
                break;
            case '[':
                ReadBracket(ref token, TokenKind.OpenSquare);
                break;
            case ']':
                ReadBracket(ref token, TokenKind.CloseSquare);
                break;
            case '"':
                ReadString(ref token);
                break;
            default:
                ReadWord(ref token);
                break;
        }
    }

    private void SkipBlanks()
    {
        while (_position < script.Length)
        {
            char c = script[_position];
            if (c == ';')
            {
                int newLine = script.AsSpan(_position).IndexOf('\n');
                _position = newLine < 0 ? script.Length : _position + newLine + 1;
            }
            else if (c is ' ' or '\n' || AirCharacters.WhitespaceCharacters.Contains(c))
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private void ReadBracket(ref Token token, TokenKind kind)
    {
        token.Kind = kind;
        token.End = ++_position;
    }

    private void ReadString(ref Token token)
    {
        ReadOnlySpan<char> rest = script.AsSpan(_position + 1);
        int length = rest.IndexOf('"');
        if (length < 0)
        {
            Fail(ref token, AirProblem.UnclosedString(new Span(_position, script.Length)));
            return;
        }

        token.Kind = TokenKind.String;
        token.Text = symbols.Share(rest[..length]);
        _position += length + 2;
        token.End = _position;
    }

    private void ReadWord(ref Token token)
    {
        int plain = PlainWordLength(script.AsSpan(_position));
        if (plain > 0)
        {
            token.End = _position += plain;
            new WordReader(script.AsSpan(token.Start, plain), token.Start, symbols).ReadPlain(ref token);
            return;
        }

        token.End = _position = WordEnd(_position);
        var words = new WordReader(script.AsSpan(token.Start, token.End - token.Start), token.Start, symbols);
        words.Read(ref token);
        if (words.Problem is { } problem)
        {
            Fail(ref token, problem);
        }
    }

    /// <summary>The length of a word that is nothing but a name or a keyword; 0 if the word at the start is another.</summary>
    private static int PlainWordLength(ReadOnlySpan<char> rest)
    {
        if (!char.IsAsciiLetter(rest[0]))
        {
            return 0;
        }

        int length = rest.IndexOfAnyExcept(AirCharacters.AsciiNameCharacters);
        return length > 0 && rest[length] is ' ' or '\n' or ')' or ']' ? length : 0;
    }

    /// <summary>Where the word that starts at <paramref name="start"/> ends: at a blank or at a closing bracket that the word
    /// has not opened. Its first character counts as part of it whatever it is.</summary>
    private readonly int WordEnd(int start)
    {
        int round = 0;
        int square = 0;
        int position = start + 1;
        while (true)
        {
            int found = script.AsSpan(position).IndexOfAny(AirCharacters.WordEnds);
            if (found < 0)
            {
                return script.Length;
            }

            position += found;
            switch (script[position])
            {
                case '(':
                    round++;
                    break;
                case ')' when --round >= 0:
                    break;
                case '[':
                    square++;
                    break;
                case ']' when --square >= 0:
                    break;
                default:
                    return position;
            }

            position++;
        }
    }

    private void Fail(ref Token token, AirProblem problem)
    {
        Problem ??= problem;
        token.Kind = TokenKind.End;
        _position = script.Length;
    }
}
