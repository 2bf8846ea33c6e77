using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Formatting;

/// <summary>Cuts a source that can be parsed into tokens, comments and ends of lines included.</summary>
internal static class FormatLexer
{
    // longer ones first
    private static readonly string[] Signs = ["%init_peer_id%", "<<-", "<-", "->", "||", "&&", "==", "!=", ">=", "<=", "**", "?="];

    internal static List<FormatToken> Read(string text)
    {
        List<FormatToken> tokens = [];
        int position = 0;
        while (position < text.Length)
        {
            char first = text[position];
            if (first is ' ' or '\t' or '\r')
            {
                position++;
                continue;
            }

            (TokenKind kind, int length) = first switch
            {
                '\n' => (TokenKind.LineEnd, 1),
                '"' => (TokenKind.Text, TextLength(text, position)),
                '-' when text.AsSpan(position).StartsWith("--") => (TokenKind.Comment, CommentLength(text, position)),
                _ when IsWord(first) => (TokenKind.Word, WordLength(text, position)),
                _ => (TokenKind.Sign, SignLength(text.AsSpan(position))),
            };
            tokens.Add(new FormatToken(kind, new TextSpan(position, position + length)));
            position += length;
        }

        return tokens;
    }

    private static int TextLength(string text, int start)
    {
        int end = text.IndexOf('"', start + 1);
        return (end < 0 ? text.Length : end + 1) - start;
    }

    private static int CommentLength(string text, int start)
    {
        int end = text.IndexOf('\n', start);
        return text.AsSpan(start..(end < 0 ? text.Length : end)).TrimEnd().Length;
    }

    private static int WordLength(string text, int start)
    {
        int end = start;
        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        // the dot and the digits behind it belong to a number
        if (char.IsAsciiDigit(text[start]) && end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }

        return end - start;
    }

    private static int SignLength(ReadOnlySpan<char> rest)
    {
        foreach (string sign in Signs)
        {
            if (rest.StartsWith(sign))
            {
                return sign.Length;
            }
        }

        return 1;
    }

    private static bool IsWord(char each) => char.IsAsciiLetterOrDigit(each) || each == '_';
}
