using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Formatting;

/// <summary>What a token is, as far as the layout depends on it.</summary>
internal enum TokenKind : byte
{
    /// <summary>A word or a number.</summary>
    Word,

    /// <summary>Text in quotes, which may hold ends of lines.</summary>
    Text,

    /// <summary>An operator, a bracket or another sign.</summary>
    Sign,

    /// <summary>A comment, up to the end of its line.</summary>
    Comment,

    /// <summary>The end of a line.</summary>
    LineEnd,
}

/// <summary>A part of a source that the layout moves as a whole.</summary>
internal readonly record struct FormatToken(TokenKind Kind, TextSpan Span);
