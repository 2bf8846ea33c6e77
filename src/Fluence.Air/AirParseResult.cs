using System.Collections.Immutable;
using Fluence.Air.Syntax;

namespace Fluence.Air;

/// <summary>What parsing a script comes to.</summary>
/// <param name="Root">The script's one instruction; null if it is not accepted.</param>
/// <param name="Diagnostics">What is wrong with it, in the order of the text; empty if it is accepted.</param>
/// <param name="ErrorText">The diagnostics with the lines they are about, for people; empty if the script is accepted.</param>
public sealed record AirParseResult(Instruction? Root, ImmutableArray<AirDiagnostic> Diagnostics, string ErrorText)
{
    /// <summary>Whether the script is accepted.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Root))]
    public bool IsAccepted => Root is not null;
}
