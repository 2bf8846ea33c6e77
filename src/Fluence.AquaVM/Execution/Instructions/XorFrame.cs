using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>xor</c>.</summary>
internal sealed class XorFrame : Frame
{
    private readonly Instruction _right;
    private bool _isRight;

    public XorFrame(Xor xor, ExecutionContext context)
        : base(xor)
    {
        _right = xor.Right;
        context.IsComplete = true;
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        if (_isRight)
        {
            context.Errors.LeaveXorRight(error is null);
        }
        else if (error is not null)
        {
            context.IsComplete = true;
            context.Errors.EnterXorRight(error);
            _isRight = true;
            isDone = false;
            return _right;
        }

        isDone = true;
        return null;
    }
}
