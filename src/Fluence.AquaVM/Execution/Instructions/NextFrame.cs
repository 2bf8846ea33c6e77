using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Scopes;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>next</c> while the fold's body runs for the next element.</summary>
internal sealed class NextFrame : Frame
{
    private readonly FoldInProgress _fold;

    private NextFrame(Next next, FoldInProgress fold)
        : base(next) => _fold = fold;

    /// <summary>Steps forward.</summary>
    /// <returns>The body with a frame, or, after the last element, the fold's last instruction without one, or null.</returns>
    public static Instruction? Start(Next next, ExecutionContext context, out Frame? frame)
    {
        frame = null;
        FoldInProgress fold = context.Variables.GetFold(next.Iterator);
        if (fold.StreamFoldId is { } id)
        {
            context.Trace.MeetIterationEnd(id);
        }

        if (!fold.Iterable.MoveNext())
        {
            return Finish(fold, context);
        }

        if (fold.StreamFoldId is { } foldId)
        {
            context.Trace.MeetIterationStart(foldId, fold.Iterable.Current.TracePosition);
        }

        context.Variables.EnterNext();
        frame = new NextFrame(next, fold);
        return fold.Body;
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        isDone = true;
        context.Variables.LeaveNext();
        if (error is null)
        {
            _fold.Iterable.MoveBack();
            MeetBackIterator(_fold, context);
        }

        return null;
    }

    private static Instruction? Finish(FoldInProgress fold, ExecutionContext context)
    {
        MeetBackIterator(fold, context);
        if (fold.Last is not null)
        {
            context.IsComplete = true;
        }
        else if (!fold.IsReturning && fold.StreamFoldId is not null)
        {
            // more values may come, so a fold over a stream that has no last instruction is not complete at its end
            fold.IsReturning = true;
            context.IsComplete = false;
        }

        return fold.Last;
    }

    private static void MeetBackIterator(FoldInProgress fold, ExecutionContext context)
    {
        if (fold.StreamFoldId is { } id)
        {
            context.Trace.MeetBackIterator(id);
        }
    }
}
