using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Scopes;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>
/// A <c>fold</c> over a stream or stream map. It visits generation after generation, and what the visits themselves add comes
/// after them. Errors of the body are dropped: which states the fold leaves must not depend on them.
/// </summary>
internal sealed class FoldStreamFrame : Frame
{
    private readonly StreamTable _table;
    private readonly Variable _iterable;
    private readonly Scalar _iterator;
    private readonly Instruction? _last;
    private readonly uint _foldId;
    private List<AggregateIterable> _generations;
    private StreamCursor _cursor;
    private int _visited;
    private bool _isComplete;

    private FoldStreamFrame(
        Instruction fold, Variable iterable, Scalar iterator, Instruction body, Instruction? last, ExecutionContext context)
        : base(fold)
    {
        _table = iterable is StreamMap ? context.StreamMaps : context.Streams;
        _iterable = iterable;
        _iterator = iterator;
        _last = last;
        Body = body;
        _foldId = context.NextFoldId();
        context.Trace.MeetFoldStart(_foldId);
        StreamValues stream = FindStream();
        _generations = stream.From(_cursor);
        _cursor = stream.Cursor();
        if (_generations.Count > 0)
        {
            stream.AddNewGeneration();
        }
    }

    /// <summary>What runs for each element.</summary>
    public Instruction Body { get; }

    /// <summary>Begins a fold; null if there is nothing to visit.</summary>
    public static FoldStreamFrame? Start(Instruction instruction, ExecutionContext context)
    {
        FoldStreamFrame? frame = instruction switch
        {
            FoldStream fold when context.Streams.Find(fold.Iterable) is not null =>
                new FoldStreamFrame(fold, fold.Iterable, fold.Iterator, fold.Body, fold.Last, context),
            FoldStreamMap fold when context.StreamMaps.Find(fold.Iterable) is not null =>
                new FoldStreamFrame(fold, fold.Iterable, fold.Iterator, fold.Body, fold.Last, context),
            _ => null,
        };
        if (frame is null)
        {
            // nobody has put anything into the stream yet: wait
            context.IsComplete = false;
            return null;
        }

        return frame.VisitNext(context) ? frame : null;
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        error = null;
        context.Variables.LeaveFold(_iterator);
        context.Trace.MeetGenerationEnd(_foldId);
        _isComplete |= context.IsComplete;
        isDone = !VisitNext(context);
        return isDone ? null : Body;
    }

    private bool VisitNext(ExecutionContext context)
    {
        if (_visited == _generations.Count && _visited > 0)
        {
            FindNewGenerations();
        }

        if (_visited == _generations.Count)
        {
            context.IsComplete = _isComplete;
            context.Trace.MeetFoldEnd(_foldId);
            return false;
        }

        AggregateIterable generation = _generations[_visited++];
        context.Trace.MeetIterationStart(_foldId, generation.Current.TracePosition);
        context.Variables.EnterFold(_iterator, new FoldInProgress(generation, _foldId, Body, _last));
        return true;
    }

    private void FindNewGenerations()
    {
        StreamValues stream = FindStream();
        _generations = stream.From(_cursor);
        _visited = 0;
        stream.RemoveEmptyNewGeneration();
        _cursor = stream.Cursor();
        stream.AddNewGeneration();
    }

    private StreamValues FindStream() =>
        _table.Find(_iterable) ?? throw Uncatchable.Inconsistent($"'{_iterable.Name}' has vanished during a fold over it");
}
