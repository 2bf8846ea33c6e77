namespace Fluence.Aqua.Formatting;

/// <summary>Which space belongs between two tokens of a line. Where nothing is said there is one where there was one or more.</summary>
internal sealed class Spacing(string text, LayoutFacts facts)
{
    internal string Between(FormatToken left, FormatToken right)
    {
        if (right.Kind == TokenKind.Comment)
        {
            return "  ";
        }

        bool wasApart = left.Span.End < right.Span.Start;
        return IsApart(left, right) ?? wasApart ? " " : "";
    }

    private bool? IsApart(FormatToken left, FormatToken right)
    {
        string l = Sign(left), r = Sign(right);
        if (l is "(" or "[" or "{" or "." || r is ")" or "]" or "}" or "," or "." or ":")
        {
            return false;
        }

        if (l is "," or ":" || IsOperator(left, l) || IsOperator(right, r))
        {
            return true;
        }

        if (r is "(" or "{" && (facts.IsCalled(left.Span.End) || (l == "}")))
        {
            return false;
        }

        if (facts.IsIndex(right.Span.Start) || facts.IsNot(left.Span.Start))
        {
            return false;
        }

        // the sign of a number, of a stream, an option or a map
        return l is "-" or "?" or "*" or "%" && left.Kind == TokenKind.Sign ? false : null;
    }

    private bool IsOperator(FormatToken token, string sign) =>
        sign is "=" or "?=" or "<-" or "->" or "<<-" || (token.Kind == TokenKind.Sign && facts.IsBinary(token.Span.Start));

    private string Sign(FormatToken token) => token.Kind == TokenKind.Sign ? text[token.Span.Start..token.Span.End] : "";
}
