using Fluence.Primitives.Json;
using Fluence.Services.Blueprints;
using Fluence.Services.Calls;
using Fluence.Services.Deals;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>worker-definition</c>: reads and checks what deals name as their applications.</summary>
internal static class DefinitionBuiltins
{
    public static FunctionOutcome Parse(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("text", Shapes.Text, out string? text) ? arguments.Error
            : WorkerDefinitionReader.TryRead(text, out WorkerDefinition? definition, out string? problem)
                ? Result(true, JsonArray.Empty, new JsonArray([WorkerDefinitionReader.Print(definition)]))
                : Result(false, new JsonArray([new JsonString(problem)]), JsonArray.Empty);
    }

    /// <summary>As <c>dist.make_blueprint</c>, with the memory that a service of it may take.</summary>
    public static FunctionOutcome MakeBlueprint(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("name", Shapes.Text, out string? name)
            || !arguments.TryNext("dependencies", DistBuiltins.Cids, out IReadOnlyList<string>? cids)
            || !arguments.TryNext("total_memory_limit", Shapes.U64, out ulong limit)
            ? arguments.Error : FunctionOutcome.Ok(new Blueprint(name, [.. cids], Math.Min(limit, long.MaxValue)).ToDagJson());
    }

    private static FunctionOutcome Result(bool isSuccess, JsonArray error, JsonArray definition) => FunctionOutcome.Ok(
        new JsonObject(("success", JsonBool.Of(isSuccess)), ("error", error), ("definition", definition)));
}
