using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// Merges the previous and the current trace in step with the execution of the script, and writes the resulting trace. For each instruction
/// that leaves a state, execution tells where it starts and how it ends.
/// </summary>
/// <exception cref="UncatchableException">The data do not fit the script or each other: code 20000 unless said otherwise.</exception>
internal sealed class TraceHandler(ImmutableArray<ExecutedState> previous, ImmutableArray<ExecutedState> current)
{
    private readonly DataKeeper _keeper = new(previous, current);
    private readonly Stack<ParFsm> _pars = new();
    private readonly Dictionary<uint, FoldFsm> _folds = [];

    /// <summary>Where the next state will stand in the resulting trace.</summary>
    public uint TracePos => _keeper.NextPosition;

    /// <summary>The resulting trace so far.</summary>
    public List<ExecutedState> ResultTrace => _keeper.Result;

    /// <summary>How many states each of the current subtraces has left.</summary>
    public SubgraphSizes SubgraphSizes => new(_keeper.Previous.Slider.Remaining, _keeper.Current.Slider.Remaining);

    /// <summary>
    /// Puts the final generation into the state of an ap or a call into a stream; code 20001 if there is none at that position.
    /// </summary>
    public void UpdateGeneration(uint tracePos, uint generation)
    {
        if (tracePos >= _keeper.NextPosition)
        {
            throw TraceError.GenerationOfNowhere(tracePos);
        }

        _keeper.Result[(int)tracePos] = _keeper.Result[(int)tracePos] switch
        {
            ApState => ApState.Of(generation),
            CallExecutedStream call when call.Generation == generation => call,
            CallExecutedStream call => new CallExecutedStream(call.ServiceResult, generation),
            ExecutedState state => throw TraceError.GenerationOfInvalidState(tracePos, state),
        };
    }

    /// <summary>A call starts.</summary>
    public MetCall MeetCallStart() => CallMerger.Merge(_keeper);

    /// <summary>A call ends with a state.</summary>
    public void MeetCallEnd(CallState state) => _keeper.Add(state);

    /// <summary>An ap into a stream or a stream map starts.</summary>
    public MetAp MeetApStart() => ApMerger.Merge(_keeper);

    /// <summary>An ap ends with a state.</summary>
    public void MeetApEnd(ApState state) => _keeper.Add(state);

    /// <summary>A canon starts; null when neither trace has a state for it.</summary>
    public CanonState? MeetCanonStart() => CanonMerger.Merge(_keeper);

    /// <summary>A canon ends with a state.</summary>
    public void MeetCanonEnd(CanonState state) => _keeper.Add(state);

    /// <summary>A par and its left branch start.</summary>
    public void MeetParStart() => _pars.Push(new ParFsm(_keeper));

    /// <summary>The left branch of the innermost par ends, the right one starts.</summary>
    public void MeetParLeftEnd()
    {
        if (!_pars.TryPeek(out ParFsm? par))
        {
            throw TraceError.ParStackIsEmpty();
        }

        par.CompleteLeft();
    }

    /// <summary>The right branch of the innermost par ends.</summary>
    public void MeetParRightEnd()
    {
        if (!_pars.TryPop(out ParFsm? par))
        {
            throw TraceError.ParStackIsEmpty();
        }

        par.CompleteRight();
    }

    /// <summary>A fold over a stream starts.</summary>
    public void MeetFoldStart(uint foldId) => _folds[foldId] = new FoldFsm(_keeper);

    /// <summary>An iteration starts over the value at a position of the resulting trace.</summary>
    public void MeetIterationStart(uint foldId, uint valuePos) => Fold(foldId).StartIteration(valuePos);

    /// <summary>An iteration reaches its <c>next</c>.</summary>
    public void MeetIterationEnd(uint foldId) => Fold(foldId).EndIteration();

    /// <summary>Execution comes back from <c>next</c>.</summary>
    public void MeetBackIterator(uint foldId) => Fold(foldId).StepBack();

    /// <summary>All iterations of one generation are over.</summary>
    public void MeetGenerationEnd(uint foldId) => Fold(foldId).EndGeneration();

    /// <summary>A fold ends.</summary>
    public void MeetFoldEnd(uint foldId)
    {
        Fold(foldId).Complete();
        _folds.Remove(foldId);
    }

    private FoldFsm Fold(uint foldId) => _folds.TryGetValue(foldId, out FoldFsm? fold) ? fold : throw TraceError.FoldNotFound(foldId);
}
