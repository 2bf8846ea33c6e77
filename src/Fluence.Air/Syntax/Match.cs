using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(match left right body)</c>: runs the body if both values are equal, otherwise fails.</summary>
public sealed record Match(Value Left, Value Right, Instruction Body, Span Span) : Instruction(InstructionKind.Match, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("match ");
        Left.WriteTo(text);
        text.Append(' ');
        Right.WriteTo(text);
    }
}

/// <summary><c>(mismatch left right body)</c>: runs the body if the values differ, otherwise fails.</summary>
public sealed record Mismatch(Value Left, Value Right, Instruction Body, Span Span) : Instruction(InstructionKind.Mismatch, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("mismatch ");
        Left.WriteTo(text);
        text.Append(' ');
        Right.WriteTo(text);
    }
}
