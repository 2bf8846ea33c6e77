namespace Fluence.Aqua.Syntax;

/// <summary>Why a source cannot be read.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What was expected.</param>
internal readonly record struct SyntaxProblem(TextSpan Span, string Message);
