using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>States as the original prints them in its errors: Rust's <c>{:?}</c> of its types, and its own display form.</summary>
internal static class StateText
{
    /// <summary>The debug form of a state.</summary>
    public static string Debug(ExecutedState state) => state switch
    {
        ParState => $"Par({DebugInner(state)})",
        CallState => $"Call({DebugInner(state)})",
        FoldState => $"Fold({DebugInner(state)})",
        ApState => $"Ap({DebugInner(state)})",
        _ => $"Canon({DebugInner(state)})",
    };

    /// <summary>The debug form of what is inside a state.</summary>
    public static string DebugInner(ExecutedState state) => state switch
    {
        ParState par => $"ParResult {{ left_size: {par.LeftSize}, right_size: {par.RightSize} }}",
        CallSentBy { CallId: { } id } sent =>
            $"RequestSentBy(PeerIdWithCallId {{ peer_id: {RustDebug.String(sent.SenderPeerId)}, call_id: {id} }})",
        CallSentBy sent => $"RequestSentBy(PeerId({RustDebug.String(sent.SenderPeerId)}))",
        CallFailed failed => $"Failed({Debug(failed.ServiceResult)})",
        CallState call => $"Executed({DebugValue(call)})",
        FoldState fold => $"FoldResult {{ lore: {RustDebug.List(fold.Lore.Select(Debug))} }}",
        ApState ap => $"ApResult {{ res_generations: {DebugGenerations(ap)} }}",
        CanonSentBy sent => $"RequestSentBy({RustDebug.String(sent.SenderPeerId)})",
        CanonExecuted executed => $"Executed({Debug(executed.CanonResult)})",
        _ => state.GetType().Name,
    };

    /// <summary>The debug form of the value of an executed call.</summary>
    public static string DebugValue(CallState call) => call switch
    {
        CallExecutedScalar scalar => $"Scalar({Debug(scalar.ServiceResult)})",
        CallExecutedStream stream => $"Stream {{ cid: {Debug(stream.ServiceResult)}, generation: {stream.Generation} }}",
        CallExecutedUnused unused => $"Unused({Debug(unused.Value)})",
        _ => DebugInner(call),
    };

    /// <summary>The display form of a state.</summary>
    public static string Display(ExecutedState state) => state switch
    {
        ParState par => $"par({par.LeftSize}, {par.RightSize})",
        CallSentBy { CallId: { } id } sent => $"request_sent_by({sent.SenderPeerId}: {id})",
        CallSentBy sent => $"request_sent_by({sent.SenderPeerId})",
        CallFailed failed => $"failed({Debug(failed.ServiceResult)})",
        CallState call => $"executed({DebugValue(call)})",
        FoldState fold => $"fold(\n{string.Concat(fold.Lore.Select(Display))}     )",
        ApState ap => $"ap: _ -> {DebugGenerations(ap)}",
        _ => "canon [<object>]",
    };

    /// <summary>The debug form of a run of states.</summary>
    public static string Debug(SubTraceDesc subTrace) =>
        $"SubTraceDesc {{ begin_pos: {subTrace.Begin}, subtrace_len: {subTrace.Length} }}";

    private static string Debug(DataCid cid) => $"CID({RustDebug.String(cid.Text)})";

    private static string Debug(FoldSubTraceLore lore) =>
        $"FoldSubTraceLore {{ value_pos: {lore.ValuePosition}, subtraces_desc: {RustDebug.List(lore.SubTraces.Select(Debug))} }}";

    private static string Display(FoldSubTraceLore lore) =>
        $"          {lore.ValuePosition} - "
        + string.Join(", ", lore.SubTraces.Take(2).Select(static part => $"[{part.Begin}, {part.Length}]"))
        + "\n";

    private static string DebugGenerations(ApState ap) => RustDebug.List(ap.Generations.Select(static generation => $"{generation}"));
}
