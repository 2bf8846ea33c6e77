using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Scopes;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>A <c>fold</c> over something that does not grow. It leaves no state in the trace.</summary>
internal sealed class FoldScalarFrame : Frame
{
    private readonly Scalar _iterator;

    private FoldScalarFrame(FoldScalar fold, Iterable iterable, ExecutionContext context)
        : base(fold)
    {
        _iterator = fold.Iterator;
        context.Variables.EnterFold(_iterator, new FoldInProgress(iterable, null, fold.Body, fold.Last));
    }

    /// <summary>Begins a fold; null if there is nothing to visit, if it must wait, or if it fails.</summary>
    public static FoldScalarFrame? Start(FoldScalar fold, ExecutionContext context, out CatchableError? error)
    {
        error = FoldIterables.Create(fold.Iterable, context, out Iterable? iterable);
        if (error is { IsJoinable: true })
        {
            context.IsComplete = false;
            error = null;
        }

        return iterable is null ? null : new FoldScalarFrame(fold, iterable, context);
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        isDone = true;
        context.Variables.LeaveFold(_iterator);
        return null;
    }
}
