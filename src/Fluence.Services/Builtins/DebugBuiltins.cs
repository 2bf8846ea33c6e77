using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>debug</c>.</summary>
internal static class DebugBuiltins
{
    /// <summary>
    /// The JSON text of the argument, or of the array of all arguments; without any, <c>"&lt;empty argument list&gt;"</c> with its
    /// quotes.
    /// </summary>
    public static FunctionOutcome Stringify(CallContext call) => FunctionOutcome.Ok(call.Request.Arguments switch
    {
        [] => "\"<empty argument list>\"",
        [var value] => value.ToString()!,
        var arguments => new JsonArray(arguments).ToString()!,
    });
}
