namespace Fluence.Air.Lexing;

/// <summary>Decides what a word is: a keyword, a constant, a number or a variable.</summary>
internal ref struct WordReader(ReadOnlySpan<char> word, int start, SymbolTable symbols)
{
    /// <summary>The longest word of letters alone that means something else than a name.</summary>
    private const int LongestKeyword = 8;

    private const string LastErrorWord = "%last_error%";
    private const string CaughtErrorWord = ":error:";

    private readonly ReadOnlySpan<char> _word = word;

    /// <summary>What is wrong with the word.</summary>
    public AirProblem? Problem { get; private set; }

    /// <summary>Reads a word of letters, digits, underscores and hyphens that begins with a letter.</summary>
    public readonly void ReadPlain(ref Token token)
    {
        if (_word.Length <= LongestKeyword)
        {
            ReadKeyword(ref token);
        }

        if (token.Kind == TokenKind.End)
        {
            token.Kind = TokenKind.Scalar;
            token.Symbol = symbols.Get(_word);
        }
    }

    public void Read(ref Token token)
    {
        ReadKeyword(ref token);
        if (token.Kind == TokenKind.End)
        {
            ReadErrorOrVariable(ref token);
        }
    }

    private readonly void ReadKeyword(ref Token token) => (token.Kind, token.Keyword) = _word switch
    {
        "seq" => (TokenKind.Keyword, Keyword.Seq),
        "call" => (TokenKind.Keyword, Keyword.Call),
        "xor" => (TokenKind.Keyword, Keyword.Xor),
        "ap" => (TokenKind.Keyword, Keyword.Ap),
        "par" => (TokenKind.Keyword, Keyword.Par),
        "new" => (TokenKind.Keyword, Keyword.New),
        "match" => (TokenKind.Keyword, Keyword.Match),
        "mismatch" => (TokenKind.Keyword, Keyword.Mismatch),
        "canon" => (TokenKind.Keyword, Keyword.Canon),
        "fail" => (TokenKind.Keyword, Keyword.Fail),
        "fold" => (TokenKind.Keyword, Keyword.Fold),
        "never" => (TokenKind.Keyword, Keyword.Never),
        "next" => (TokenKind.Keyword, Keyword.Next),
        "null" => (TokenKind.Keyword, Keyword.Null),
        "true" => (TokenKind.True, default),
        "false" => (TokenKind.False, default),
        "%init_peer_id%" => (TokenKind.InitPeerId, default),
        "%timestamp%" => (TokenKind.Timestamp, default),
        "%ttl%" => (TokenKind.Ttl, default),
        _ => default,
    };

    private void ReadErrorOrVariable(ref Token token)
    {
        if (_word.StartsWith(CaughtErrorWord, StringComparison.Ordinal))
        {
            ReadError(ref token, TokenKind.CaughtError, CaughtErrorWord.Length);
        }
        else if (_word.StartsWith(LastErrorWord, StringComparison.Ordinal))
        {
            ReadError(ref token, TokenKind.LastError, LastErrorWord.Length);
        }
        else if (char.IsAsciiLetter(_word[0]) && !_word.ContainsAnyExcept(AirCharacters.AsciiNameCharacters))
        {
            token.Kind = TokenKind.Scalar;
            token.Symbol = symbols.Get(_word);
        }
        else
        {
            var variable = new VariableReader(_word, start, symbols);
            variable.Read(ref token);
            Problem = variable.Problem;
        }
    }

    private void ReadError(ref Token token, TokenKind kind, int length)
    {
        token.Kind = kind;
        if (_word.Length > length)
        {
            token.Lambda = LambdaParser.Parse(_word[length..], start + length, symbols, out AirProblem? problem);
            Problem = problem;
        }
    }
}
