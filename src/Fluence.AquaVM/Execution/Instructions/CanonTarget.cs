using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Execution.Values;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>What a <c>canon</c> fixes and where it puts that.</summary>
internal abstract class CanonTarget
{
    /// <summary>The elements to be fixed; none if the source does not exist yet.</summary>
    /// <param name="context">The run.</param>
    /// <param name="tetraplet">Of the peer that fixes them.</param>
    public abstract List<Aggregate> Collect(ExecutionContext context, SecurityTetraplet tetraplet);

    /// <summary>Sets the target's variable.</summary>
    public abstract void Bind(CanonStreamValue value, ExecutionContext context);

    private protected static List<Aggregate> ValuesOf(StreamTable table, Variable source) =>
        table.Find(source)?.ToList() ?? [];
}

/// <summary><c>(canon peer $stream #canon)</c></summary>
internal sealed class CanonStreamTarget(Canon canon) : CanonTarget
{
    public override List<Aggregate> Collect(ExecutionContext context, SecurityTetraplet tetraplet) =>
        ValuesOf(context.Streams, canon.Stream);

    public override void Bind(CanonStreamValue value, ExecutionContext context) =>
        context.Variables.CanonStreams.Set(canon.Target.Slot, canon.Target.Name, value);
}

/// <summary><c>(canon peer %map #%canon)</c></summary>
internal sealed class CanonMapTarget(CanonMap canon) : CanonTarget
{
    public override List<Aggregate> Collect(ExecutionContext context, SecurityTetraplet tetraplet) =>
        ValuesOf(context.StreamMaps, canon.Map);

    public override void Bind(CanonStreamValue value, ExecutionContext context) => context.Variables.CanonMaps.Set(
        canon.Target.Slot, canon.Target.Name, new CanonMapValue(value.Elements, value.Tetraplet, value.Cid));
}

/// <summary><c>(canon peer %map scalar)</c>: fixes one element, the object of the first value of every key.</summary>
internal sealed class CanonScalarTarget(CanonMapToScalar canon) : CanonTarget
{
    public override List<Aggregate> Collect(ExecutionContext context, SecurityTetraplet tetraplet)
    {
        List<Aggregate> pairs = ValuesOf(context.StreamMaps, canon.Map);
        JsonObject fields = KeyValuePairs.FirstValues(pairs);
        context.Resolver.Meter.Count(fields);
        return [new Aggregate(VmValue.FromJson(fields), tetraplet, Provenance.Literal, 0)];
    }

    public override void Bind(CanonStreamValue value, ExecutionContext context)
    {
        if (value.Elements.Count == 0)
        {
            throw Uncatchable.NoDataForScalar();
        }

        context.Variables.Scalars.Set(canon.Target.Slot, canon.Target.Name, Aggregate.Normalized(
            value.Elements[0].Value, value.Tetraplet, value.Provenance, context.Trace.TracePos));
    }
}
