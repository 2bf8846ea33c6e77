using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>match</c> and <c>mismatch</c>. The body runs in their place.</summary>
internal static class MatchExecution
{
    /// <summary>Compares; the body if the comparison comes out as wanted.</summary>
    public static Instruction? Start(
        Value left, Value right, bool wanted, Instruction body, ExecutionContext context, out CatchableError? error)
    {
        JsonValue rightValue = null!;
        error = context.Resolver.ResolveValue(left, out JsonValue leftValue) ?? context.Resolver.ResolveValue(right, out rightValue);
        if (error is not null)
        {
            if (error.IsJoinable)
            {
                context.IsComplete = false;
                error = null;
            }

            return null;
        }

        if (leftValue.Equals(rightValue) == wanted)
        {
            return body;
        }

        error = wanted ? CatchableError.MatchValuesNotEqual : CatchableError.MismatchValuesEqual;
        return null;
    }
}
