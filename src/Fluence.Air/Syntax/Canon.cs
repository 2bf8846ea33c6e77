using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(canon peer $stream #canon)</c>: has a peer fix the contents of a stream.</summary>
public sealed record Canon(Value Peer, Stream Stream, CanonStream Target, Span Span) : Instruction(InstructionKind.Canon, Span)
{
    internal override void WriteLine(StringBuilder text) => CanonLine.Write(text, Peer, Stream, Target);
}

/// <summary><c>(canon peer %map #%canon)</c>: has a peer fix the contents of a stream map.</summary>
public sealed record CanonMap(Value Peer, StreamMap Map, CanonStreamMap Target, Span Span) : Instruction(InstructionKind.CanonMap, Span)
{
    internal override void WriteLine(StringBuilder text) => CanonLine.Write(text, Peer, Map, Target);
}

/// <summary><c>(canon peer %map scalar)</c>: has a peer fix the contents of a stream map as one JSON object.</summary>
public sealed record CanonMapToScalar(Value Peer, StreamMap Map, Scalar Target, Span Span)
    : Instruction(InstructionKind.CanonMapToScalar, Span)
{
    internal override void WriteLine(StringBuilder text) => CanonLine.Write(text, Peer, Map, Target);
}

internal static class CanonLine
{
    public static void Write(StringBuilder text, Value peer, Variable source, Variable target)
    {
        text.Append("canon ");
        peer.WriteTo(text);
        text.Append(' ');
        source.WriteTo(text);
        text.Append(' ');
        target.WriteTo(text);
    }
}
