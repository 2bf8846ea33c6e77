using System.Collections.Immutable;
using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(call peer ("service" "function") [arguments] output)</c></summary>
/// <param name="Peer">Where to call.</param>
/// <param name="Service">The service.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Output">A <see cref="Scalar"/> or a <see cref="Stream"/> that takes the result; null to drop it.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Call(Value Peer, Value Service, Value Function, ImmutableArray<Value> Arguments, Variable? Output, Span Span)
    : Instruction(InstructionKind.Call, Span)
{
    internal override void WriteLine(StringBuilder text)
    {
        text.Append("call ");
        Peer.WriteTo(text);
        text.Append(" (");
        Service.WriteTo(text);
        text.Append(' ');
        Function.WriteTo(text);
        text.Append(") [");
        for (int i = 0; i < Arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(' ');
            }

            Arguments[i].WriteTo(text);
        }

        text.Append("] ");
        Output?.WriteTo(text);
    }
}
