using Fluence.Air.Syntax;

namespace Fluence.Air;

/// <summary>Why a script is not accepted.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
/// <param name="Span">The part of the script that is wrong.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to do about it.</param>
public sealed record AirDiagnostic(int Line, int Column, Span Span, string Message, string Help)
{
    /// <summary>One line: place, message and help.</summary>
    public override string ToString() => $"{Line}:{Column}: {Message} ({Help})";
}
