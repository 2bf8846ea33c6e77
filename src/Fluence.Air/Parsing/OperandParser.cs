using System.Collections.Immutable;
using Fluence.Air.Lexing;
using Fluence.Air.Syntax;

namespace Fluence.Air.Parsing;

/// <summary>Parses brackets, keywords and operands. After a problem every token is <see cref="TokenKind.End"/>, and every operand
/// null.</summary>
internal sealed class OperandParser
{
    private readonly int _length;
    private Lexer _lexer;
    private Token _current;

    public OperandParser(string script, SymbolTable symbols)
    {
        _length = script.Length;
        _lexer = new Lexer(script, symbols);
        Advance();
    }

    /// <summary>The next token.</summary>
    public ref readonly Token Current => ref _current;

    /// <summary>The first syntax error.</summary>
    public AirProblem? Problem { get; private set; }

    /// <summary>Reports a syntax error, unless there was one.</summary>
    public void Fail(AirProblem problem)
    {
        Problem ??= problem;
        _current = new Token { Start = _length, End = _length };
    }

    /// <summary>Skips a token of the given kind.</summary>
    public bool Expect(TokenKind kind, string what, string help)
    {
        if (_current.Kind == kind && Problem is null)
        {
            if (kind != TokenKind.End)
            {
                Advance();
            }

            return true;
        }

        Fail(AirProblem.Expected(_current.Span, what, help));
        return false;
    }

    public Keyword? ReadKeyword()
    {
        Keyword keyword = _current.Keyword;
        return Expect(TokenKind.Keyword, "the name of an instruction", "see the list of instructions of AIR") ? keyword : null;
    }

    /// <summary>Reads an operand of one of the allowed forms.</summary>
    public Value? Read(ValueForms allowed, string what)
    {
        (ValueForms form, Value? value) = _current.Kind == TokenKind.OpenSquare ? ReadEmptyArray() : Form(_current);
        if ((allowed & form) == 0)
        {
            Fail(_current is { Kind: TokenKind.Stream or TokenKind.StreamMap, Lambda: not null }
                ? AirProblem.LambdaOnStream(_current.Span)
                : AirProblem.Expected(_current.Span, what, "see the grammar of this instruction"));
            return null;
        }

        Advance();
        return value;
    }

    /// <summary>Reads <c>[a b c]</c>.</summary>
    public ImmutableArray<Value> ReadArguments()
    {
        if (!Expect(TokenKind.OpenSquare, "[", "arguments of a call stand in square brackets"))
        {
            return default;
        }

        if (_current.Kind == TokenKind.CloseSquare)
        {
            Advance();
            return [];
        }

        var arguments = ImmutableArray.CreateBuilder<Value>(4);
        while (_current.Kind != TokenKind.CloseSquare)
        {
            if (Read(ValueForms.Argument, "an argument or ]") is not { } argument)
            {
                return default;
            }

            arguments.Add(argument);
        }

        Advance();
        return arguments.DrainToImmutable();
    }

    private void Advance()
    {
        _lexer.Read(out _current);
        if (_lexer.Problem is { } problem)
        {
            Fail(problem);
        }
    }

    private (ValueForms Form, Value? Value) ReadEmptyArray()
    {
        Advance();
        return _current.Kind == TokenKind.CloseSquare ? (ValueForms.EmptyArray, EmptyArrayLiteral.Instance) : default;
    }

    private static (ValueForms Form, Value? Value) Form(in Token token)
    {
        Lambda? lambda = token.Lambda;
        bool whole = lambda is null;
        return token.Kind switch
        {
            TokenKind.Scalar => (
                whole ? ValueForms.Scalar : ValueForms.ScalarLambda,
                new Scalar(Name(token), Slot(token), token.Start, lambda)),
            TokenKind.String => (ValueForms.String, new StringLiteral(token.Text!)),
            TokenKind.InitPeerId => (ValueForms.InitPeerId, InitPeerId.Instance),
            TokenKind.Timestamp => (ValueForms.Timestamp, Timestamp.Instance),
            TokenKind.Ttl => (ValueForms.Ttl, Ttl.Instance),
            TokenKind.Int => (ValueForms.Int, new IntLiteral(token.Int)),
            TokenKind.Float => (ValueForms.Float, new FloatLiteral(token.Float)),
            TokenKind.True => (ValueForms.Bool, BoolLiteral.True),
            TokenKind.False => (ValueForms.Bool, BoolLiteral.False),
            TokenKind.LastError => (whole ? ValueForms.Error : ValueForms.ErrorLambda, new LastError(lambda)),
            TokenKind.CaughtError => (whole ? ValueForms.Error : ValueForms.ErrorLambda, new CaughtError(lambda)),
            TokenKind.CanonStream => (
                whole ? ValueForms.CanonStream : ValueForms.CanonStreamLambda,
                new CanonStream(Name(token), Slot(token), token.Start, lambda)),
            TokenKind.CanonStreamMap => (
                whole ? ValueForms.CanonMap : ValueForms.CanonMapLambda,
                new CanonStreamMap(Name(token), Slot(token), token.Start, lambda)),
            TokenKind.Stream when whole => (ValueForms.Stream, new Syntax.Stream(Name(token), Slot(token), token.Start)),
            TokenKind.StreamMap when whole => (ValueForms.StreamMap, new StreamMap(Name(token), Slot(token), token.Start)),
            _ => default,
        };
    }

    private static string Name(in Token token) => token.Symbol!.Name;

    private static int Slot(in Token token) => token.Symbol!.Slot;
}
