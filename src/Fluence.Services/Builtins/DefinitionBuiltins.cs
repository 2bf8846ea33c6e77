using Fluence.Primitives.Json;
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

    private static FunctionOutcome Result(bool isSuccess, JsonArray error, JsonArray definition) => FunctionOutcome.Ok(
        new JsonObject(("success", JsonBool.Of(isSuccess)), ("error", error), ("definition", definition)));
}
