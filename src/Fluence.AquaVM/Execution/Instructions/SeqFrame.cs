using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>seq</c> while its left branch runs; the right one runs in its place.</summary>
internal sealed class SeqFrame : Frame
{
    private readonly Instruction _right;

    public SeqFrame(Seq seq, ExecutionContext context)
        : base(seq)
    {
        _right = seq.Right;
        context.IsComplete = true;
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        isDone = true;
        return error is null && context.IsComplete ? _right : null;
    }
}
