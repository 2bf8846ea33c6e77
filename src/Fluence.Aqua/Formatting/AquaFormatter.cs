using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Formatting;

/// <summary>What formatting has come to.</summary>
/// <param name="Text">The source in its common layout; as it was where it has mistakes.</param>
/// <param name="Problems">Why it could not be formatted; empty where it could.</param>
public sealed record FormatResult(string Text, ImmutableArray<AquaDiagnostic> Problems);

/// <summary>
/// Gives sources a common layout: two spaces for each level, one around operators and behind commas, one empty line at most, ends of lines
/// as <c>\n</c>. Lines are neither joined nor broken. Comments stay, and the meaning too: both are compared before a result is given.
/// </summary>
public static class AquaFormatter
{
    /// <summary>Formats a source.</summary>
    public static FormatResult Format(SourceFile source)
    {
        ArgumentNullException.ThrowIfNull(source);
        (FileSyntax file, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(source);
        if (!problems.IsEmpty)
        {
            return new FormatResult(source.Text, [.. problems.Select(problem =>
                new AquaDiagnostic(AquaSeverity.Error, "syntax", source, problem.Span, problem.Message))]);
        }

        foreach (bool movesContinuations in (ReadOnlySpan<bool>)[true, false])
        {
            string text = new LineLayout(file, movesContinuations).Write();
            if (IsSame(file, new SourceFile(source.Path, text)))
            {
                return new FormatResult(text, []);
            }
        }

        return new FormatResult(source.Text, []);
    }

    private static bool IsSame(FileSyntax file, SourceFile formatted)
    {
        (FileSyntax other, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(formatted);
        return problems.IsEmpty && SyntaxShape.Of(file) == SyntaxShape.Of(other)
            && Comments(file.Source).SequenceEqual(Comments(formatted));
    }

    private static IEnumerable<string> Comments(SourceFile source) => FormatLexer.Read(source.Text)
        .Where(token => token.Kind == TokenKind.Comment).Select(token => source.Text[token.Span.Start..token.Span.End]);
}
