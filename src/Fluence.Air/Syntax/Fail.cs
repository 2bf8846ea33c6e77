using System.Globalization;
using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(fail …)</c>: raises an error.</summary>
/// <param name="Operand">An error object's variable, <see cref="LastError"/> or <see cref="CaughtError"/> without a lambda, or a
/// <see cref="FailLiteral"/>.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Fail(Value Operand, Span Span) : Instruction(InstructionKind.Fail, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("fail ");
        Operand.WriteTo(text);
    }
}

/// <summary><c>1 "message"</c>, only as the operand of <c>fail</c>.</summary>
public sealed record FailLiteral(long Code, string Message) : Value
{
    internal override void WriteTo(StringBuilder text) =>
        text.Append(CultureInfo.InvariantCulture, $"{Code} \"").Append(Message).Append('"');
}
