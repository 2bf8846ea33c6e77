using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(ap value target)</c>: copies a value into a scalar or puts it into a stream.</summary>
public sealed record Ap(Value Argument, Variable Target, Span Span) : Instruction(InstructionKind.Ap, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("ap ");
        Argument.WriteTo(text);
        text.Append(' ');
        Target.WriteTo(text);
    }
}

/// <summary><c>(ap (key value) %map)</c>: puts a value under a key into a stream map.</summary>
public sealed record ApMap(Value Key, Value Argument, StreamMap Map, Span Span) : Instruction(InstructionKind.ApMap, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("ap (");
        Key.WriteTo(text);
        text.Append(' ');
        Argument.WriteTo(text);
        text.Append(") ");
        Map.WriteTo(text);
    }
}
