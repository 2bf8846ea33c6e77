using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Execution.Values;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary><c>(ap (key value) %map)</c>. The state in the data is passed before the key is looked at.</summary>
internal static class ApMapExecution
{
    public static CatchableError? Execute(ApMap ap, ExecutionContext context)
    {
        CatchableError? error = ApArguments.Resolve(ap.Argument, context, leavesState: true, out Aggregate value);
        if (error is null)
        {
            Generation generation = ApStates.Meet(context);
            error = ResolveKey(ap, context, out JsonValue key);
            if (error is null)
            {
                context.StreamMaps.Add(ap.Map, KeyValuePairs.Pair(key, value), generation);
                ApStates.Write(context);
                return null;
            }
        }

        context.IsComplete &= !error.IsJoinable;
        return error.IsJoinable ? null : error;
    }

    private static CatchableError? ResolveKey(ApMap ap, ExecutionContext context, out JsonValue key)
    {
        if (context.Resolver.ResolveValue(ap.Key, out key) is { } error)
        {
            return error;
        }

        if (key is JsonString)
        {
            return null;
        }

        MapKey? found = MapKey.From(key);
        key = found.GetValueOrDefault().ToJson();
        return found is null ? CatchableError.UnsupportedMapKey(ap.Map.Name) : null;
    }
}
