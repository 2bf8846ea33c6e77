using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.View;

/// <summary>Says in words what a state is, with the value that it has come to.</summary>
/// <param name="data">The data of the trace.</param>
/// <param name="maxValueLength">Where the text of a value is cut off, in bytes.</param>
internal sealed class StateDescription(InterpreterData data, int maxValueLength)
{
    private const char Ellipsis = '…';
    private const string Unknown = "(missing)";

    /// <summary>The line of one state.</summary>
    public TraceLine Line(int depth, int position, ExecutedState state)
    {
        (TraceLineKind kind, string? peerId, string text, string? value) = state switch
        {
            ParState => (TraceLineKind.Structure, null, "par", null),
            FoldState fold => (TraceLineKind.Structure, null, $"fold, {Count(fold.Lore.Length, "iteration")}", null),
            ApState ap => (TraceLineKind.Structure, null, $"ap, generation {string.Join(", ", ap.Generations)}", null),
            CallSentBy { CallId: { } id } sent => Request(sent.SenderPeerId, $"call {id}, its service has not answered yet"),
            CallSentBy sent => Request(sent.SenderPeerId, "call, sent on to the peer that it names"),
            CallFailed failed => OfService(failed.ServiceResult, TraceLineKind.Failure, ""),
            CallExecutedScalar scalar => OfService(scalar.ServiceResult, TraceLineKind.Result, ""),
            CallExecutedStream stream => OfService(
                stream.ServiceResult, TraceLineKind.Result, $" into a stream, generation {stream.Generation}"),
            CallExecutedUnused unused => (TraceLineKind.Structure, null, $"call, its result {unused.Value.Text} was not kept", null),
            CanonSentBy sent => Request(sent.SenderPeerId, "canon, sent on to the peer that it names"),
            CanonExecuted canon => OfCanon(canon.CanonResult),
            _ => (TraceLineKind.Problem, null, "a state of an unknown kind", (string?)null),
        };
        return new TraceLine(depth, position, kind, peerId, text, value);
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static StringBuilder Separate(StringBuilder values) => values.Length > 1 ? values.Append(',') : values;

    private static (TraceLineKind, string?, string, string?) Request(string peerId, string text) =>
        (TraceLineKind.Request, peerId, text, null);

    private static (TraceLineKind, string?, string, string?) Missing(DataCid cid) =>
        (TraceLineKind.Problem, null, $"refers to {cid.Text}, which the data do not hold", null);

    private (TraceLineKind, string?, string, string?) OfService(DataCid cid, TraceLineKind kind, string suffix)
    {
        if (!data.ServiceResults.TryGet(cid, out ServiceResultAggregate? result)
            || !data.Tetraplets.TryGet(result.Tetraplet, out SecurityTetraplet? tetraplet))
        {
            return Missing(cid);
        }

        return (kind, tetraplet.PeerPk, $"{tetraplet.ServiceId}.{tetraplet.FunctionName}{suffix}", TextOf(result.Value));
    }

    private (TraceLineKind, string?, string, string?) OfCanon(DataCid cid)
    {
        if (!data.CanonResults.TryGet(cid, out CanonResultAggregate? result)
            || !data.Tetraplets.TryGet(result.Tetraplet, out SecurityTetraplet? tetraplet))
        {
            return Missing(cid);
        }

        StringBuilder values = new("[");
        foreach (DataCid element in result.Values)
        {
            // elements may be shared by many streams, so that all texts together can be far larger than the data
            if (values.Length > maxValueLength)
            {
                return (TraceLineKind.Result, tetraplet.PeerPk, "canon", values.Append(Ellipsis).ToString());
            }

            string? text = data.CanonElements.TryGet(element, out CanonElementAggregate? content) ? TextOf(content.Value) : null;
            Separate(values).Append(text ?? Unknown);
        }

        return (TraceLineKind.Result, tetraplet.PeerPk, "canon", values.Append(']').ToString());
    }

    private string? TextOf(DataCid cid)
    {
        if (!data.Values.TryGet(cid, out VmValue? value))
        {
            return null;
        }

        ReadOnlySpan<byte> text = value.StoredText;
        return text.Length <= maxValueLength
            ? Encoding.UTF8.GetString(text)
            : Encoding.UTF8.GetString(text[..maxValueLength]).TrimEnd('\uFFFD') + Ellipsis;
    }
}
