using System.Text;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>json</c>: making, changing, parsing and printing objects.</summary>
internal static class JsonBuiltins
{
    public static FunctionOutcome Obj(CallContext call) => Insert([], call.Request.Arguments.AsSpan());

    public static FunctionOutcome Put(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("object", Shapes.Map, out JsonObject? @object)
            && arguments.TryNext("key", Shapes.Text, out string? key)
            && arguments.TryNext("value", Shapes.Any, out JsonValue? value)
            ? FunctionOutcome.Ok(new JsonObject([.. @object.Members, new(key, value)]))
            : arguments.Error;
    }

    public static FunctionOutcome Puts(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("object", Shapes.Map, out JsonObject? @object)
            ? Insert([.. @object.Members], call.Request.Arguments.AsSpan()[1..])
            : arguments.Error;
    }

    public static FunctionOutcome ObjPairs(CallContext call) =>
        Binary.Unary(call, Shapes.ListOf(Shapes.Pair), static pairs => FunctionOutcome.Ok(new JsonObject(Entries(pairs))));

    public static FunctionOutcome PutsPairs(CallContext call) => Binary.Call(call, Shapes.Any, Shapes.ListOf(Shapes.Pair),
        static (target, pairs) => target is JsonObject @object
            ? FunctionOutcome.Ok(new JsonObject([.. @object.Members, .. Entries(pairs)]))
            : FunctionOutcome.Fail($"expected json object, got {target}"));

    public static FunctionOutcome Parse(CallContext call) => Binary.Unary(call, Shapes.Text, static text =>
        JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out JsonValue? value, out string? error)
            ? FunctionOutcome.Ok(value)
            : ArgumentErrors.Typed($"error parsing json {text}", $"error parsing json {text}\n\nCaused by:\n    {error}"));

    public static FunctionOutcome Stringify(CallContext call) =>
        Binary.Unary(call, Shapes.Any, static value => FunctionOutcome.Ok(value.ToString()!));

    private static FunctionOutcome Insert(List<KeyValuePair<string, JsonValue>> entries, ReadOnlySpan<JsonValue> arguments)
    {
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
            {
                return FunctionOutcome.Fail($"Expected odd number of arguments, got even. No value for key '{arguments[i]}'");
            }

            if (arguments[i] is not JsonString key)
            {
                return FunctionOutcome.Fail(
                    $"All keys must be of type string. Key of the following pair is of invalid type: ({arguments[i]}, {arguments[i + 1]})");
            }

            entries.Add(new(key.Value, arguments[i + 1]));
        }

        return FunctionOutcome.Ok(new JsonObject(entries));
    }

    private static IEnumerable<KeyValuePair<string, JsonValue>> Entries(IEnumerable<(string Key, JsonValue Value)> pairs) =>
        pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value));
}
