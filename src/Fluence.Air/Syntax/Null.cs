using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(null)</c>: does nothing.</summary>
public sealed record Null(Span Span) : Instruction(InstructionKind.Null, Span)
{
    internal override void WriteLine(StringBuilder text) => text.Append("null");
}

/// <summary><c>(never)</c>: is never complete, so nothing after it in a <c>seq</c> runs.</summary>
public sealed record Never(Span Span) : Instruction(InstructionKind.Never, Span)
{
    internal override void WriteLine(StringBuilder text) => text.Append("never");
}
