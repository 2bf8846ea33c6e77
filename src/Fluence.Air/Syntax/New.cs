using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(new variable body)</c>: a fresh variable for the body.</summary>
public sealed record New(Variable Argument, Instruction Body, Span Span) : Instruction(InstructionKind.New, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("new ");
        Argument.WriteTo(text);
    }
}
