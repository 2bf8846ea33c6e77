using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>new</c>.</summary>
internal sealed class NewFrame : Frame
{
    private readonly Variable _variable;

    public NewFrame(New @new, ExecutionContext context)
        : base(@new)
    {
        _variable = @new.Argument;
        switch (_variable)
        {
            case Air.Syntax.Stream:
                context.Streams.EnterNew(_variable, @new.Span);
                break;
            case StreamMap:
                context.StreamMaps.EnterNew(_variable, @new.Span);
                break;
            case CanonStream:
                context.Variables.CanonStreams.EnterNew(_variable.Slot);
                break;
            case CanonStreamMap:
                context.Variables.CanonMaps.EnterNew(_variable.Slot);
                break;
            default:
                context.Variables.Scalars.EnterNew(_variable.Slot);
                break;
        }
    }

    public override Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone)
    {
        isDone = true;
        try
        {
            Leave(context);
        }
        catch (UncatchableException) when (error is not null)
        {
            // the error of the body has priority
        }

        return null;
    }

    private void Leave(ExecutionContext context)
    {
        switch (_variable)
        {
            case Air.Syntax.Stream:
                context.Streams.LeaveNew(_variable, context.Trace);
                break;
            case StreamMap:
                context.StreamMaps.LeaveNew(_variable, context.Trace);
                break;
            case CanonStream:
                context.Variables.CanonStreams.LeaveNew(_variable.Slot, _variable.Name);
                break;
            case CanonStreamMap:
                context.Variables.CanonMaps.LeaveNew(_variable.Slot, _variable.Name);
                break;
            default:
                context.Variables.Scalars.LeaveNew(_variable.Slot, _variable.Name);
                break;
        }
    }
}
