using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>What the three forms of <c>canon</c> have in common.</summary>
internal static class CanonExecution
{
    public static CatchableError? Execute(Value peer, CanonTarget target, ExecutionContext context)
    {
        CanonState? met = context.Trace.MeetCanonStart();
        CatchableError? error = context.Resolver.ResolveText(peer, out string peerId);
        if (error is not null)
        {
            if (met is not null || !error.IsJoinable)
            {
                return error;
            }

            context.IsComplete = false;
            return null;
        }

        if (met is CanonExecuted executed)
        {
            Restore(executed, peerId, target, context);
        }
        else if (peerId == context.Run.CurrentPeerId)
        {
            Canonicalize(peerId, target, context);
        }
        else
        {
            Request(met, peerId, context);
        }

        return null;
    }

    private static void Request(CanonState? met, string peerId, ExecutionContext context)
    {
        context.IsComplete = false;
        if (met is null)
        {
            context.AddNextPeer(peerId);
        }

        context.Trace.MeetCanonEnd(met ?? new CanonSentBy(context.Run.CurrentPeerId));
    }

    private static void Canonicalize(string peerId, CanonTarget target, ExecutionContext context)
    {
        var tetraplet = new SecurityTetraplet(peerId, string.Empty, string.Empty, string.Empty);
        List<Aggregate> elements = target.Collect(context, tetraplet);
        var sources = new CanonElement[elements.Count];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = new CanonElement(elements[i].Value, elements[i].Tetraplet, elements[i].Provenance);
        }

        DataCid cid = context.Cids.TrackCanonResult(tetraplet, context.Cids.TrackCanonElements(sources));
        Bind(new CanonStreamValue(elements, tetraplet, cid), target, context);
    }

    private static void Restore(CanonExecuted executed, string peerId, CanonTarget target, ExecutionContext context)
    {
        CanonResultAggregate result = context.Cids.GetCanonResult(executed.CanonResult);
        SecurityTetraplet stored = context.Cids.GetTetraplet(result.Tetraplet);
        var expected = new SecurityTetraplet(peerId, string.Empty, string.Empty, string.Empty);
        if (stored != expected)
        {
            throw Uncatchable.ParametersMismatch("canon tetraplet", TetrapletText.Of(expected), TetrapletText.Of(stored));
        }

        var elements = new List<Aggregate>(result.Values.Length);
        foreach (DataCid elementCid in result.Values)
        {
            CanonElementAggregate element = context.Cids.GetCanonElement(elementCid);
            elements.Add(Aggregate.Normalized(
                context.Cids.GetValue(element.Value), context.Cids.GetTetraplet(element.Tetraplet), element.Provenance, 0));
        }

        Bind(new CanonStreamValue(elements, stored, executed.CanonResult), target, context);
    }

    private static void Bind(CanonStreamValue value, CanonTarget target, ExecutionContext context)
    {
        context.PeerCids.Register(value.Tetraplet.PeerPk, value.Cid);
        target.Bind(value, context);
        context.Trace.MeetCanonEnd(new CanonExecuted(value.Cid));
    }
}
