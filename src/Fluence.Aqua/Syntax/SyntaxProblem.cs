namespace Fluence.Aqua.Syntax;

/// <summary>Why a source cannot be read.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What was expected.</param>
internal sealed record SyntaxProblem(TextSpan Span, string Message);
