using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>(ap value target)</c>. Only streams as targets leave a state.</summary>
internal static class ApExecution
{
    public static CatchableError? Execute(Ap ap, ExecutionContext context)
    {
        bool leavesState = ap.Target is not Scalar;
        if (ApArguments.Resolve(ap.Argument, context, leavesState, out Aggregate value) is { } error)
        {
            context.IsComplete &= !error.IsJoinable;
            return error.IsJoinable ? null : error;
        }

        if (leavesState)
        {
            context.Streams.Add(ap.Target, value, ApStates.Meet(context));
            ApStates.Write(context);
        }
        else
        {
            context.Variables.Scalars.Set(ap.Target.Slot, ap.Target.Name, value);
        }

        return null;
    }
}
