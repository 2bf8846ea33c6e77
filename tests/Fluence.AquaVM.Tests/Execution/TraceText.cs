using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Execution;

/// <summary>Traces as short lines, with values instead of CIDs.</summary>
internal static class TraceText
{
    public static IReadOnlyList<string> Of(InterpreterData data) => [.. data.Trace.Select(state => Line(state, data))];

    private static string Line(ExecutedState state, InterpreterData data) => state switch
    {
        ParState par => $"par {par.LeftSize} {par.RightSize}",
        ApState ap => $"ap @{string.Join(',', ap.Generations)}",
        FoldState fold => "fold " + string.Join(' ', fold.Lore.Select(Lore)),
        CallSentBy { CallId: { } id } sent => $"requested by {sent.SenderPeerId} as {id}",
        CallSentBy sent => $"sent by {sent.SenderPeerId}",
        CallExecutedScalar call => $"scalar {Value(call.ServiceResult, data)}",
        CallExecutedStream call => $"stream {Value(call.ServiceResult, data)} @{call.Generation}",
        CallExecutedUnused => "unused",
        CallFailed call => $"failed {Value(call.ServiceResult, data)}",
        CanonSentBy sent => $"canon sent by {sent.SenderPeerId}",
        CanonExecuted canon => $"canon [{string.Join(',', Elements(canon.CanonResult, data))}]",
        _ => state.ToString(),
    };

    private static string Lore(FoldSubTraceLore lore) =>
        $"{lore.ValuePosition}:" + string.Concat(lore.SubTraces.Select(part => $"[{part.Begin},{part.Length}]"));

    private static string Value(DataCid cid, InterpreterData data)
    {
        Assert.True(data.ServiceResults.TryGet(cid, out ServiceResultAggregate? result));
        return Text(result.Value, data);
    }

    private static IEnumerable<string> Elements(DataCid cid, InterpreterData data)
    {
        Assert.True(data.CanonResults.TryGet(cid, out CanonResultAggregate? result));
        foreach (DataCid element in result.Values)
        {
            Assert.True(data.CanonElements.TryGet(element, out CanonElementAggregate? aggregate));
            yield return Text(aggregate.Value, data);
        }
    }

    private static string Text(DataCid cid, InterpreterData data)
    {
        Assert.True(data.Values.TryGet(cid, out VmValue? value));
        return value.Json.ToString();
    }
}
