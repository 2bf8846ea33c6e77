using Fluence.Air.Syntax;

namespace Fluence.Air.Lexing;

/// <summary>A token. Which payload it has depends on its kind.</summary>
internal struct Token
{
    public TokenKind Kind;
    public Keyword Keyword;
    public int Start;
    public int End;

    /// <summary>Of <see cref="TokenKind.Int"/>.</summary>
    public long Int;

    /// <summary>Of <see cref="TokenKind.Float"/>.</summary>
    public double Float;

    /// <summary>Of <see cref="TokenKind.String"/>.</summary>
    public string? Text;

    /// <summary>Of variables.</summary>
    public Symbol? Symbol;

    /// <summary>Of variables and errors.</summary>
    public Lambda? Lambda;

    public readonly Span Span => new(Start, End);
}
