using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Diagnostics;

/// <summary>Whether a program with a mistake can be compiled.</summary>
public enum AquaSeverity
{
    /// <summary>It cannot.</summary>
    Error,

    /// <summary>It can, but probably is not what was meant.</summary>
    Warning,
}

/// <summary>A mistake in a source.</summary>
/// <param name="Severity">Whether it prevents compiling.</param>
/// <param name="Code">A short name of the kind of mistake, for tools.</param>
/// <param name="Source">The source.</param>
/// <param name="Span">The place in it.</param>
/// <param name="Message">What is wrong: what was expected and what is there.</param>
/// <param name="Hint">What may help; null where nothing is known.</param>
public sealed record AquaDiagnostic(
    AquaSeverity Severity, string Code, SourceFile Source, TextSpan Span, string Message, string? Hint = null);
