using System.Collections.Immutable;

namespace Fluence.AquaVM.Data;

/// <content>The states of the trace.</content>
internal sealed partial class InterpreterDataWriter
{
    private int WriteTrace(ImmutableArray<ExecutedState> trace)
    {
        // arrays of folds and aps, in the order of their states
        List<int> arrays = [];
        foreach (ExecutedState state in trace)
        {
            WriteReferences(state, arrays);
        }

        int position = _writer.Allocate(trace.Length * Layout.State);
        int nextArray = 0;
        for (int i = 0; i < trace.Length; i++)
        {
            PutState(position + (i * Layout.State), trace[i], arrays, ref nextArray);
        }

        return position;
    }

    private void WriteReferences(ExecutedState state, List<int> arrays)
    {
        switch (state)
        {
            case ParState:
                break;
            case CallExecutedStream stream:
                _writer.WriteShared(stream.ServiceResult);
                break;
            case CallExecutedScalar scalar:
                _writer.WriteShared(scalar.ServiceResult);
                break;
            case CallSentBy sent:
                _writer.WriteShared(sent.SenderPeerId);
                break;
            case CallFailed failed:
                _writer.WriteShared(failed.ServiceResult);
                break;
            case CallExecutedUnused unused:
                _writer.WriteShared(unused.Value);
                break;
            case CanonSentBy sent:
                _writer.WriteShared(sent.SenderPeerId);
                break;
            case CanonExecuted executed:
                _writer.WriteShared(executed.CanonResult);
                break;
            case FoldState fold:
                arrays.Add(WriteLore(fold.Lore));
                break;
            case ApState ap:
                arrays.Add(WriteGenerations(ap.Generations));
                break;
        }
    }

    private int WriteLore(ImmutableArray<FoldSubTraceLore> lore)
    {
        int[] subTraces = new int[lore.Length];
        for (int i = 0; i < lore.Length; i++)
        {
            subTraces[i] = WriteSubTraces(lore[i].SubTraces);
        }

        int array = _writer.Allocate(lore.Length * Layout.FoldLore);
        for (int i = 0; i < lore.Length; i++)
        {
            int record = array + (i * Layout.FoldLore);
            _writer.PutUInt32(record, lore[i].ValuePosition);
            _writer.PutSlice(record + 4, subTraces[i], lore[i].SubTraces.Length);
        }

        return array;
    }

    private int WriteSubTraces(ImmutableArray<SubTraceDesc> subTraces)
    {
        int array = _writer.Allocate(subTraces.Length * Layout.SubTrace);
        for (int i = 0; i < subTraces.Length; i++)
        {
            _writer.PutUInt32(array + (i * Layout.SubTrace), subTraces[i].Begin);
            _writer.PutUInt32(array + (i * Layout.SubTrace) + 4, subTraces[i].Length);
        }

        return array;
    }

    private int WriteGenerations(ImmutableArray<uint> generations)
    {
        int array = _writer.Allocate(generations.Length * sizeof(uint));
        for (int i = 0; i < generations.Length; i++)
        {
            _writer.PutUInt32(array + (i * sizeof(uint)), generations[i]);
        }

        return array;
    }

    private void PutState(int position, ExecutedState state, List<int> arrays, ref int nextArray)
    {
        int payload = position + 4;
        switch (state)
        {
            case ParState par:
                _writer.PutUInt32(payload, par.LeftSize);
                _writer.PutUInt32(payload + 4, par.RightSize);
                break;
            case CallState call:
                _writer.PutTag(position, Layout.StateTag.Call);
                PutCall(payload, call);
                break;
            case FoldState fold:
                _writer.PutTag(position, Layout.StateTag.Fold);
                _writer.PutSlice(payload, arrays[nextArray++], fold.Lore.Length);
                break;
            case ApState ap:
                _writer.PutTag(position, Layout.StateTag.Ap);
                _writer.PutSlice(payload, arrays[nextArray++], ap.Generations.Length);
                break;
            case CanonSentBy sent:
                _writer.PutTag(position, Layout.StateTag.Canon);
                _writer.PutShared(payload + 4, sent.SenderPeerId);
                break;
            case CanonExecuted executed:
                _writer.PutTag(position, Layout.StateTag.Canon);
                _writer.PutTag(payload, Layout.ResultTag.Executed);
                _writer.PutShared(payload + 4, executed.CanonResult);
                break;
        }
    }

    private void PutCall(int position, CallState call)
    {
        int payload = position + 4;
        switch (call)
        {
            case CallExecutedStream stream:
                PutExecuted(position, Layout.ValueTag.Stream, stream.ServiceResult);
                _writer.PutUInt32(payload + 4 + Layout.Slice, stream.Generation);
                break;
            case CallExecutedScalar scalar:
                PutExecuted(position, Layout.ValueTag.Scalar, scalar.ServiceResult);
                break;
            case CallSentBy { CallId: { } callId } sent:
                _writer.PutTag(payload, Layout.SenderTag.PeerWithCallId);
                _writer.PutShared(payload + 4, sent.SenderPeerId);
                _writer.PutUInt32(payload + 8, callId);
                break;
            case CallSentBy sent:
                _writer.PutShared(payload + 4, sent.SenderPeerId);
                break;
            case CallFailed failed:
                _writer.PutTag(position, Layout.ResultTag.Failed);
                _writer.PutShared(payload, failed.ServiceResult);
                break;
            case CallExecutedUnused unused:
                PutExecuted(position, Layout.ValueTag.Unused, unused.Value);
                break;
        }
    }

    private void PutExecuted(int position, int valueTag, DataCid cid)
    {
        _writer.PutTag(position, Layout.ResultTag.Executed);
        _writer.PutTag(position + 4, valueTag);
        _writer.PutShared(position + 8, cid);
    }
}
