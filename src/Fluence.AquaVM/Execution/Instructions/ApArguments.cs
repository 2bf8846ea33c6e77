using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>The values that <c>ap</c> copies.</summary>
internal static class ApArguments
{
    /// <summary>Resolves an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="context">The run.</param>
    /// <param name="leavesState">Whether the target is a stream or stream map, so that the value belongs to the state to be
    /// written.</param>
    /// <param name="value">The value.</param>
    public static CatchableError? Resolve(Value argument, ExecutionContext context, bool leavesState, out Aggregate value)
    {
        uint position = context.Trace.TracePos;
        CatchableError? error;
        switch (argument)
        {
            case Scalar { Lambda: null } scalar:
                error = context.Variables.GetScalar(scalar.Slot, scalar.Name, out value, out _);
                if (error is null)
                {
                    value = value.Normalize(leavesState ? position : value.TracePosition);
                }

                return error;
            case CanonStream { Lambda: null } canon:
                error = context.Variables.GetCanonStream(canon, out CanonStreamValue stream);
                value = error is null
                    ? Aggregate.Normalized(stream.Value(context.Resolver.Meter), stream.Tetraplet, stream.Provenance, position)
                    : null!;
                return error;
            default:
                error = context.Resolver.Resolve(argument, out Resolved resolved);
                value = error is null
                    ? Aggregate.Normalized(resolved.Value, resolved.Tetraplet, resolved.Provenance, position)
                    : null!;
                return error;
        }
    }
}
