using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Lambdas;
using Fluence.AquaVM.Execution.Values;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>What a <c>fold</c> over scalars and canonical values visits.</summary>
internal static class FoldIterables
{
    /// <summary>Makes the iterable; null if it is empty or if there is an error.</summary>
    public static CatchableError? Create(Value operand, ExecutionContext context, out Iterable? iterable)
    {
        iterable = null;
        return operand switch
        {
            Scalar scalar => OfScalar(scalar, context, out iterable),
            CanonStream stream => OfCanonStream(stream, context, out iterable),
            CanonStreamMap { Lambda: null } map => OfCanonMap(map, context, out iterable),
            CanonStreamMap map => OfCanonMapPart(map, map.Lambda, context, out iterable),
            _ => null,
        };
    }

    private static CatchableError? OfScalar(Scalar scalar, ExecutionContext context, out Iterable? iterable)
    {
        iterable = null;
        CatchableError? error = context.Variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate found, out bool isIterator);
        if (error is not null)
        {
            return error;
        }

        if (scalar.Lambda is { } lambda)
        {
            return context.Resolver.Lambdas.Apply(found.Value.Json, lambda, out JsonValue part)
                ?? OfPart(part, found.Tetraplet, found.Provenance, lambda, out iterable);
        }

        Aggregate value = isIterator ? found.Normalize() : found;
        return OfArray(value.Value, scalar.Name, value.Tetraplet, value.Provenance, value.TracePosition, out iterable);
    }

    private static CatchableError? OfCanonStream(CanonStream variable, ExecutionContext context, out Iterable? iterable)
    {
        CatchableError? error = context.Variables.GetCanonStream(variable, out CanonStreamValue stream);
        iterable = error is null ? OfElements(stream.Elements) : null;
        return error;
    }

    private static CatchableError? OfCanonMap(CanonStreamMap variable, ExecutionContext context, out Iterable? iterable)
    {
        CatchableError? error = context.Variables.GetCanonMap(variable, out CanonMapValue map);
        iterable = error is not null ? null
            : OfElements(context.Options.CanonMapFold == CanonMapFold.AllPairs ? map.Pairs : map.LastPairs());
        return error;
    }

    private static CatchableError? OfCanonMapPart(CanonStreamMap variable, Lambda lambda, ExecutionContext context, out Iterable? iterable)
    {
        iterable = null;
        CatchableError? error = context.Variables.GetCanonMap(variable, out CanonMapValue map);
        if (error is not null || map.Pairs.Count == 0)
        {
            return error;
        }

        return context.Resolver.ResolveValue(variable, out JsonValue part)
            ?? OfPart(part, map.Tetraplet, map.Provenance, lambda, out iterable);
    }

    private static CatchableError? OfPart(
        JsonValue part, SecurityTetraplet tetraplet, Provenance provenance, Lambda lambda, out Iterable? iterable) =>
        OfArray(VmValue.FromJson(part), lambda.Text, TetrapletLens.Extend(tetraplet, lambda), provenance, 0, out iterable);

    private static CatchableError? OfArray(
        VmValue value, string expression, SecurityTetraplet tetraplet, Provenance provenance, uint tracePosition, out Iterable? iterable)
    {
        var array = value.Json as JsonArray;
        iterable = array is { Count: > 0 } ? new ArrayIterable(value, array, tetraplet, provenance, tracePosition) : null;
        return array is null ? CatchableError.FoldOverNonArray(value.Json, expression) : null;
    }

    private static AggregateIterable? OfElements(IReadOnlyList<Aggregate> elements) =>
        elements.Count == 0 ? null : new AggregateIterable(elements, elements.Count);
}
