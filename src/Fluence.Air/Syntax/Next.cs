using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(next iterator)</c>: goes on with the next element of the enclosing fold.</summary>
public sealed record Next(Scalar Iterator, Span Span) : Instruction(InstructionKind.Next, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("next ");
        Iterator.WriteTo(text);
    }
}
