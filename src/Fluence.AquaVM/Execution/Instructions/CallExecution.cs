using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>call</c>: decides what is to be done about it, and by whom.</summary>
internal static class CallExecution
{
    public static CatchableError? Execute(Call call, ExecutionContext context)
    {
        CatchableError? error = ResolveTriplet(call, context, out SecurityTetraplet? tetraplet);
        if (error is null)
        {
            CheckOutput(call, context);
            error = Execute(call, tetraplet!, context);
        }

        if (error is { IsJoinable: true })
        {
            context.IsComplete = false;
            return null;
        }

        if (error is not null)
        {
            context.Errors.Set(call, error, tetraplet);
        }

        return error;
    }

    private static CatchableError? ResolveTriplet(Call call, ExecutionContext context, out SecurityTetraplet? tetraplet)
    {
        string service = null!;
        string function = null!;
        CatchableError? error = context.Resolver.ResolveText(call.Peer, out string peer)
            ?? context.Resolver.ResolveText(call.Service, out service)
            ?? context.Resolver.ResolveText(call.Function, out function);
        tetraplet = error is null ? context.CallTetraplet(peer, service, function) : null;
        return error;
    }

    /// <summary>A result must not overwrite a variable that cannot be set; known before anything is done for it.</summary>
    private static void CheckOutput(Call call, ExecutionContext context)
    {
        if (call.Output is not Scalar output
            || context.Variables.GetScalar(output.Slot, output.Name, out _, out bool isIterator) is not null)
        {
            return;
        }

        if (isIterator)
        {
            throw Uncatchable.IterableShadowing(output.Name);
        }

        if (!context.Variables.Scalars.CanBeSet(output.Slot))
        {
            throw Uncatchable.ShadowingIsNotAllowed(output.Name);
        }
    }

    private static CatchableError? Execute(Call call, SecurityTetraplet tetraplet, ExecutionContext context)
    {
        // arguments are looked at before the state is taken, so that what a peer does not depend on what it has received;
        // those that are missing are waited for, unless the state tells that they are not needed
        var arguments = new VmValue[call.Arguments.Length];
        CatchableError? missing = ResolveArguments(call, arguments, context);
        if (missing is { IsJoinable: false })
        {
            return missing;
        }

        MetCall met = context.Trace.MeetCallStart();
        if (met.Met is null)
        {
            return Dispatch(call, tetraplet, arguments, missing, null, context);
        }

        var results = new CallResults(call, tetraplet, missing is null ? arguments : null, context);
        switch (met.Met)
        {
            case CallFailed failed:
                return results.Fail(failed);
            case CallSentBy { CallId: { } id } sent when sent.SenderPeerId == context.Run.CurrentPeerId:
                if (context.CallResults.Remove(id, out CallResult? result))
                {
                    return results.Take(result);
                }

                return Wait(sent, context);
            case CallSentBy sent:
                return tetraplet.PeerPk == context.Run.CurrentPeerId
                    ? Dispatch(call, tetraplet, arguments, missing, sent, context)
                    : Wait(sent, context);
            default:
                results.Restore(met);
                return null;
        }
    }

    private static CatchableError? Wait(CallSentBy sent, ExecutionContext context)
    {
        context.IsComplete = false;
        context.Trace.MeetCallEnd(sent);
        return null;
    }

    /// <summary>Sends the particle to the call's peer or, on that peer, asks the host to run the service.</summary>
    private static CatchableError? Dispatch(
        Call call, SecurityTetraplet tetraplet, VmValue[] arguments, CatchableError? missing, CallSentBy? sent, ExecutionContext context)
    {
        string currentPeerId = context.Run.CurrentPeerId;
        if (tetraplet.PeerPk != currentPeerId)
        {
            context.AddNextPeer(tetraplet.PeerPk);
            return Wait(new CallSentBy(currentPeerId, null), context);
        }

        if (missing is not null)
        {
            if (sent is not null)
            {
                context.Trace.MeetCallEnd(sent);
            }

            return missing;
        }

        uint id = context.NextCallRequestId();
        context.CallRequests.Add(id, new CallRequest(
            tetraplet.ServiceId,
            tetraplet.FunctionName,
            ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(arguments, static argument => argument.Json)),
            ResolveTetraplets(call, context)));
        return Wait(new CallSentBy(currentPeerId, id), context);
    }

    private static CatchableError? ResolveArguments(Call call, VmValue[] arguments, ExecutionContext context)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (context.Resolver.ResolveArgument(call.Arguments[i], out arguments[i]) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static ImmutableArray<ImmutableArray<SecurityTetraplet>> ResolveTetraplets(Call call, ExecutionContext context)
    {
        var tetraplets = new ImmutableArray<SecurityTetraplet>[call.Arguments.Length];
        for (int i = 0; i < tetraplets.Length; i++)
        {
            context.Resolver.Resolve(call.Arguments[i], out Resolved resolved);
            tetraplets[i] = i > 0 && resolved.HasSingle(tetraplets[i - 1]) ? tetraplets[i - 1] : resolved.Tetraplets;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(tetraplets);
    }
}
