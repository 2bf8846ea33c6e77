namespace Fluence.Air.Lexing;

/// <summary>Decides what a word is: a keyword, a constant, a number or a variable.</summary>
internal ref struct WordReader(ReadOnlySpan<char> word, int start, SymbolTable symbols)
{
    private const string LastErrorWord = "%last_error%";
    private const string CaughtErrorWord = ":error:";

    private readonly ReadOnlySpan<char> _word = word;

    /// <summary>What is wrong with the word.</summary>
    public AirProblem? Problem { get; private set; }

    public void Read(ref Token token)
    {
        switch (_word)
        {
            case "seq":
                Set(ref token, Keyword.Seq);
                break;
            case "call":
                Set(ref token, Keyword.Call);
                break;
            case "xor":
                Set(ref token, Keyword.Xor);
                break;
            case "ap":
                Set(ref token, Keyword.Ap);
                break;
            case "par":
                Set(ref token, Keyword.Par);
                break;
            case "new":
                Set(ref token, Keyword.New);
                break;
            case "match":
                Set(ref token, Keyword.Match);
                break;
            case "mismatch":
                Set(ref token, Keyword.Mismatch);
                break;
            case "canon":
                Set(ref token, Keyword.Canon);
                break;
            case "fail":
                Set(ref token, Keyword.Fail);
                break;
            case "fold":
                Set(ref token, Keyword.Fold);
                break;
            case "never":
                Set(ref token, Keyword.Never);
                break;
            case "next":
                Set(ref token, Keyword.Next);
                break;
            case "null":
                Set(ref token, Keyword.Null);
                break;
            case "true":
                token.Kind = TokenKind.True;
                break;
            case "false":
                token.Kind = TokenKind.False;
                break;
            case "%init_peer_id%":
                token.Kind = TokenKind.InitPeerId;
                break;
            case "%timestamp%":
                token.Kind = TokenKind.Timestamp;
                break;
            case "%ttl%":
                token.Kind = TokenKind.Ttl;
                break;
            default:
                ReadErrorOrVariable(ref token);
                break;
        }
    }

    private static void Set(ref Token token, Keyword keyword)
    {
        token.Kind = TokenKind.Keyword;
        token.Keyword = keyword;
    }

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
