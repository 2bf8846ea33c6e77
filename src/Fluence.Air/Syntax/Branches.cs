using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(seq left right)</c>: the right one after the left one.</summary>
public sealed record Seq(Instruction Left, Instruction Right, Span Span) : Instruction(InstructionKind.Seq, Span)
{
    internal override void WriteLine(StringBuilder text) => text.Append("seq");
}

/// <summary><c>(par left right)</c>: both, independently.</summary>
public sealed record Par(Instruction Left, Instruction Right, Span Span) : Instruction(InstructionKind.Par, Span)
{
    internal override void WriteLine(StringBuilder text) => text.Append("par");
}

/// <summary><c>(xor left right)</c>: the right one if the left one fails.</summary>
public sealed record Xor(Instruction Left, Instruction Right, Span Span) : Instruction(InstructionKind.Xor, Span)
{
    internal override void WriteLine(StringBuilder text) => text.Append("xor");
}
