using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>par</c>: fails if both branches fail, and is complete if one is.</summary>
internal sealed class ParFrame : Frame
{
    private readonly Instruction _right;
    private bool _isRight;
    private bool _leftFailed;
    private bool _leftIsComplete;

    public ParFrame(Par par, ExecutionContext context)
        : base(par)
    {
        _right = par.Right;
        context.Trace.MeetParStart();
        context.IsComplete = StartsComplete(par.Left);
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        context.IsComplete &= error is null;
        isDone = _isRight;
        if (!_isRight)
        {
            context.Trace.MeetParLeftEnd();
            _isRight = true;
            _leftFailed = error is not null;
            _leftIsComplete = context.IsComplete;
            context.IsComplete = StartsComplete(_right);
            return _right;
        }

        context.Trace.MeetParRightEnd();
        context.IsComplete |= _leftIsComplete;
        if (!_leftFailed || error is null)
        {
            context.Errors.LeaveSuccessfulPar();
            error = null;
        }

        return null;
    }

    /// <summary>After the last <c>next</c> of a fold nothing sets completeness, so there it must not start as complete.</summary>
    private static bool StartsComplete(Instruction branch) => branch.Kind != InstructionKind.Next;
}
