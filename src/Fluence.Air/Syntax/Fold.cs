using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>(fold iterable iterator body last)</c> over something that does not grow.</summary>
/// <param name="Iterable">A scalar or canon map with or without a lambda, a canon stream, or <c>[]</c>.</param>
/// <param name="Iterator">The variable that holds the element.</param>
/// <param name="Body">What to run for each element; it goes on by <see cref="Next"/>.</param>
/// <param name="Last">What to run in the <see cref="Next"/> after the last element.</param>
/// <param name="Span">Where it stands.</param>
public sealed record FoldScalar(Value Iterable, Scalar Iterator, Instruction Body, Instruction? Last, Span Span)
    : Instruction(InstructionKind.FoldScalar, Span)
{
    internal override void WriteLine(StringBuilder text) => FoldLine.Write(text, Iterable, Iterator);
}

/// <summary><c>(fold $stream iterator body last)</c></summary>
public sealed record FoldStream(Stream Iterable, Scalar Iterator, Instruction Body, Instruction? Last, Span Span)
    : Instruction(InstructionKind.FoldStream, Span)
{
    internal override void WriteLine(StringBuilder text) => FoldLine.Write(text, Iterable, Iterator);
}

/// <summary><c>(fold %map iterator body last)</c>: the elements are objects of <c>key</c> and <c>value</c>.</summary>
public sealed record FoldStreamMap(StreamMap Iterable, Scalar Iterator, Instruction Body, Instruction? Last, Span Span)
    : Instruction(InstructionKind.FoldStreamMap, Span)
{
    internal override void WriteLine(StringBuilder text) => FoldLine.Write(text, Iterable, Iterator);
}

internal static class FoldLine
{
    public static void Write(StringBuilder text, Value iterable, Scalar iterator)
    {
        text.Append("fold ");
        iterable.WriteTo(text);
        text.Append(' ');
        iterator.WriteTo(text);
    }
}
