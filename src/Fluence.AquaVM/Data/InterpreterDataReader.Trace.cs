using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Fluence.AquaVM.Data;

/// <content>The states of the trace.</content>
internal ref partial struct InterpreterDataReader
{
    private ImmutableArray<ExecutedState> ReadTrace(int position)
    {
        RkyvReader.Subtree array = _reader.EnterArray(position, Layout.State, out int count);
        ExecutedState[] states = new ExecutedState[count];

        // a span, unlike an array, checks its type only once
        Span<ExecutedState> places = states;
        for (int i = 0; i < count; i++)
        {
            places[i] = ReadState(array.Position + (i * Layout.State), i < _known.Trace.Length ? _known.Trace[i] : null);
        }

        _reader.Leave(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(states);
    }

    private ExecutedState ReadState(int position, ExecutedState? known) => _reader.ReadTag(position, Layout.StateTag.Count) switch
    {
        Layout.StateTag.Par => ReadPar(position + 4, known as ParState),
        Layout.StateTag.Call => ReadCall(position + 4, known),
        Layout.StateTag.Fold => new FoldState(ReadLore(position + 4)),
        Layout.StateTag.Ap => ReadAp(position + 4),
        _ => ReadCanon(position + 4),
    };

    private ParState ReadPar(int position, ParState? known)
    {
        uint left = _reader.ReadUInt32(position), right = _reader.ReadUInt32(position + 4);
        return known is not null && known.LeftSize == left && known.RightSize == right ? known : new ParState(left, right);
    }

    private CallState ReadCall(int position, ExecutedState? known) => _reader.ReadTag(position, Layout.ResultTag.CallCount) switch
    {
        Layout.ResultTag.SentBy => ReadSender(position + 4),
        Layout.ResultTag.Executed => ReadExecuted(position + 4, known),
        _ => new CallFailed(ReadCid(position + 4)),
    };

    private CallSentBy ReadSender(int position) => _reader.ReadTag(position, Layout.SenderTag.Count) == Layout.SenderTag.Peer
        ? new CallSentBy(ReadPeerId(position + 4), null)
        : new CallSentBy(ReadPeerId(position + 4), _reader.ReadUInt32(position + 8));

    private CallState ReadExecuted(int position, ExecutedState? known)
    {
        int tag = _reader.ReadTag(position, Layout.ValueTag.Count);
        if (tag == Layout.ValueTag.Stream)
        {
            CallExecutedStream? stream = known as CallExecutedStream;
            DataCid result = ReadCid(position + 4, stream?.ServiceResult);
            uint generation = _reader.ReadUInt32(position + 12);
            return stream is not null && stream.ServiceResult == result && stream.Generation == generation
                ? stream
                : new CallExecutedStream(result, generation);
        }

        if (tag == Layout.ValueTag.Scalar)
        {
            CallExecutedScalar? scalar = known as CallExecutedScalar;
            DataCid result = ReadCid(position + 4, scalar?.ServiceResult);
            return scalar is not null && scalar.ServiceResult == result ? scalar : new CallExecutedScalar(result);
        }

        return new CallExecutedUnused(ReadCid(position + 4));
    }

    private CanonState ReadCanon(int position) => _reader.ReadTag(position, Layout.ResultTag.CanonCount) == Layout.ResultTag.SentBy
        ? new CanonSentBy(ReadPeerId(position + 4))
        : new CanonExecuted(ReadCid(position + 4));

    private ApState ReadAp(int position)
    {
        RkyvReader.Subtree array = _reader.EnterArray(position, sizeof(uint), out int count);
        ApState state = count == 1 ? ApState.Of(_reader.ReadUInt32(array.Position)) : new ApState(ReadGenerations(array, count));
        _reader.Leave(array);
        return state;
    }

    private ImmutableArray<uint> ReadGenerations(RkyvReader.Subtree array, int count)
    {
        uint[] generations = new uint[count];
        for (int i = 0; i < count; i++)
        {
            generations[i] = _reader.ReadUInt32(array.Position + (i * sizeof(uint)));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(generations);
    }

    private ImmutableArray<FoldSubTraceLore> ReadLore(int position)
    {
        RkyvReader.Subtree array = _reader.EnterArray(position, Layout.FoldLore, out int count);
        FoldSubTraceLore[] lore = new FoldSubTraceLore[count];
        for (int i = 0; i < count; i++)
        {
            int record = array.Position + (i * Layout.FoldLore);
            lore[i] = new FoldSubTraceLore(_reader.ReadUInt32(record), ReadSubTraces(record + 4));
        }

        _reader.Leave(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(lore);
    }

    private ImmutableArray<SubTraceDesc> ReadSubTraces(int position)
    {
        RkyvReader.Subtree array = _reader.EnterArray(position, Layout.SubTrace, out int count);
        SubTraceDesc[] subTraces = new SubTraceDesc[count];
        for (int i = 0; i < count; i++)
        {
            int subTrace = array.Position + (i * Layout.SubTrace);
            subTraces[i] = new SubTraceDesc(_reader.ReadUInt32(subTrace), _reader.ReadUInt32(subTrace + 4));
        }

        _reader.Leave(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(subTraces);
    }

    /// <summary>Reads a shared string.</summary>
    private string ReadPeerId(int position)
    {
        int target = _reader.ReadPointer(position, Layout.String, Layout.Alignment);
        ref object? shared = ref _shared.Slot(target);
        if (shared is not null)
        {
            return shared as string ?? throw SharedObjects.TwoTypes(target);
        }

        RkyvReader.Subtree subtree = _reader.Enter(target, Layout.String);
        string peerId = _shared.Intern(_reader.ReadString(target));
        _reader.Leave(subtree);
        shared = peerId;
        return peerId;
    }
}
