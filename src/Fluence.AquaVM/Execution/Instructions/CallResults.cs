using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Execution.Values;
using Fluence.AquaVM.Trace;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>Takes the result of a call from the host or from data, and binds the output.</summary>
/// <param name="call">The call.</param>
/// <param name="tetraplet">Its peer, service and function.</param>
/// <param name="arguments">Its arguments; null if one is missing.</param>
/// <param name="context">The run.</param>
internal readonly struct CallResults(Call call, SecurityTetraplet tetraplet, VmValue[]? arguments, ExecutionContext context)
{
    private const int NotJsonCode = int.MaxValue;

    /// <summary>The host has answered.</summary>
    public CatchableError? Take(CallResult result)
    {
        _ = KnownArguments();
        if (result.RetCode != 0)
        {
            return TakeFailure(result.RetCode, result.Result);
        }

        if (!VmValue.TryFromText(result.Result, out VmValue? value, out string? error))
        {
            string text = $"call_service result 'ret_code: {result.RetCode}, result: '{result.Result}'' "
                + $"can't be serialized or deserialized with an error: {error}";
            return TakeFailure(NotJsonCode, text);
        }

        context.Trace.MeetCallEnd(Bind(value));
        return null;
    }

    /// <summary>The data say that the call has failed.</summary>
    public CatchableError Fail(CallFailed failed)
    {
        VmValue value = Verified(failed.ServiceResult);
        (int code, string message) = FailureReader.Read(value.Json);
        context.IsComplete = false;
        Write(failed, failed.ServiceResult);
        return CatchableError.LocalServiceError(code, message);
    }

    /// <summary>The data have the result.</summary>
    public void Restore(MetCall met)
    {
        _ = KnownArguments();
        switch (call.Output, met.Met)
        {
            case (Scalar output, CallExecutedScalar executed):
                context.Variables.Scalars.Set(output.Slot, output.Name, Result(executed.ServiceResult, met.TracePos));
                Write(executed, executed.ServiceResult);
                break;
            case (Air.Syntax.Stream output, CallExecutedStream executed):
                var generation = new Generation(met.Source, executed.Generation);
                context.Streams.Add(output, Result(executed.ServiceResult, met.TracePos), generation);
                Write(executed, executed.ServiceResult);
                break;
            case (null, CallExecutedUnused executed):
                context.Trace.MeetCallEnd(executed);
                break;
            default:
                throw Uncatchable.ResultDoesNotFitInstruction(met.Met!);
        }
    }

    private void Write(CallState state, DataCid cid)
    {
        context.PeerCids.Register(tetraplet.PeerPk, cid);
        context.Trace.MeetCallEnd(state);
    }

    private CallState Bind(VmValue value)
    {
        if (call.Output is null)
        {
            return new CallExecutedUnused(value.Cid);
        }

        DataCid cid = context.Cids.TrackServiceResult(value, tetraplet, ArgumentHash());
        var result = new Aggregate(value, tetraplet, Provenance.ServiceResult(cid), context.Trace.TracePos);
        CallState state;
        if (call.Output is Scalar scalar)
        {
            context.Variables.Scalars.Set(scalar.Slot, scalar.Name, result);
            state = new CallExecutedScalar(cid);
        }
        else
        {
            context.Streams.Add(call.Output, result, Generation.New);
            state = new CallExecutedStream(cid, ApStates.GenerationStub);
        }

        context.PeerCids.Register(tetraplet.PeerPk, cid);
        return state;
    }

    private CatchableError TakeFailure(int code, string message)
    {
        var failure = new JsonObject(
            (FailureReader.MessageField, new JsonString(message)), (FailureReader.RetCodeField, JsonNumber.FromInt64(code)));
        DataCid cid = context.Cids.TrackServiceResult(VmValue.FromJson(failure), tetraplet, ArgumentHash());
        Write(new CallFailed(cid), cid);
        return CatchableError.LocalServiceError(code, message);
    }

    private Aggregate Result(DataCid cid, uint tracePosition) =>
        new(Verified(cid), tetraplet, Provenance.ServiceResult(cid), tracePosition);

    /// <summary>A result from data, which must be that of this very call with these very arguments.</summary>
    private VmValue Verified(DataCid cid)
    {
        ServiceResultAggregate stored = context.Cids.GetServiceResult(cid);
        VmValue value = context.Cids.GetValue(stored.Value);
        SecurityTetraplet storedTetraplet = context.Cids.GetTetraplet(stored.Tetraplet);
        if (!context.Cids.IsArgumentHash(stored.ArgumentHashCid, KnownArguments()))
        {
            throw Uncatchable.ParametersMismatch("call argument_hash", ArgumentHash().Text, stored.ArgumentHash);
        }

        if (storedTetraplet != tetraplet)
        {
            throw Uncatchable.ParametersMismatch("call tetraplet", TetrapletText.Of(tetraplet), TetrapletText.Of(storedTetraplet));
        }

        return value;
    }

    private DataCid ArgumentHash() => context.Cids.ArgumentHash(KnownArguments());

    private VmValue[] KnownArguments() =>
        arguments ?? throw Uncatchable.Inconsistent("there is a result of a call whose arguments are missing");
}
