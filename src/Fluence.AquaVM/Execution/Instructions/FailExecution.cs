using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>fail</c>.</summary>
internal static class FailExecution
{
    public static CatchableError? Execute(Fail fail, ExecutionContext context) => fail.Operand switch
    {
        FailLiteral literal => FailWithLiteral(fail, literal, context),
        CaughtError => FailWithCaughtError(context),
        LastError => FailWithLastError(context),
        _ => FailWithVariable(fail.Operand, context),
    };

    private static CatchableError FailWithLiteral(Fail fail, FailLiteral literal, ExecutionContext context)
    {
        var error = VmValue.FromJson(
            InstructionError.Object(literal.Code, literal.Message, fail.ToString(), context.Run.InitPeerId));
        return Raise(error, context.Resolver.LiteralTetraplet, Provenance.Literal, context);
    }

    private static CatchableError FailWithVariable(Value operand, ExecutionContext context) =>
        context.Resolver.Resolve(operand, out Resolved resolved)
        ?? InstructionError.Check(resolved.Value.Json)
        ?? Raise(resolved.Value, resolved.Tetraplet, resolved.Provenance, context);

    private static CatchableError FailWithLastError(ExecutionContext context)
    {
        InstructionError error = context.Errors.LastError;
        return InstructionError.Check(error.Value.Json) ?? Raise(error.Value, error.Tetraplet, error.Provenance, context);
    }

    private static CatchableError FailWithCaughtError(ExecutionContext context)
    {
        InstructionError error = context.Errors.CaughtError;
        if (InstructionError.Check(error.Value.Json) is { } unfit)
        {
            return unfit;
        }

        CatchableError raised = Raise(error.Value, error.Tetraplet, error.Provenance, context);
        context.Errors.LockCaught();
        return error.Original ?? raised;
    }

    private static CatchableError Raise(VmValue error, SecurityTetraplet? tetraplet, Provenance provenance, ExecutionContext context)
    {
        context.Errors.SetLast(error, tetraplet, provenance);
        context.IsComplete = false;
        return CatchableError.User(error.Json);
    }
}
