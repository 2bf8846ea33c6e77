using System.Collections.Immutable;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>array</c>. The set operations keep the order of their first argument, where the original's is random.</summary>
internal static class ArrayBuiltins
{
    public static FunctionOutcome Sum(CallContext call) => Binary.Unary(call, Shapes.ListOf(Shapes.I64), static items =>
    {
        Int128 sum = 0;
        foreach (long item in items)
        {
            sum += item;
            if (sum != (long)sum)
            {
                return MathBuiltins.Overflow("add");
            }
        }

        return FunctionOutcome.Ok((long)sum);
    });

    public static FunctionOutcome Dedup(CallContext call) =>
        Binary.Unary(call, Shapes.TextList, static items => Texts(items.Distinct(StringComparer.Ordinal)));

    public static FunctionOutcome Intersect(CallContext call) => Binary.Call(call, Shapes.TextSet, Shapes.TextSet,
        static (left, right) => Texts(left.Intersect(right, StringComparer.Ordinal)));

    public static FunctionOutcome Diff(CallContext call) => Binary.Call(call, Shapes.TextSet, Shapes.TextSet,
        static (left, right) => Texts(left.Except(right, StringComparer.Ordinal)));

    public static FunctionOutcome Sdiff(CallContext call) => Binary.Call(call, Shapes.TextSet, Shapes.TextSet, static (left, right) =>
        Texts(left.Except(right, StringComparer.Ordinal).Concat(right.Except(left, StringComparer.Ordinal))));

    public static FunctionOutcome Length(CallContext call) => call.Request.Arguments switch
    {
        [JsonArray array] => FunctionOutcome.Ok(array.Items.Length),
        [_] => FunctionOutcome.Fail("op array_length's argument must be an array"),
        var arguments => FunctionOutcome.Fail($"op array_length accepts exactly 1 argument: {arguments.Length} found"),
    };

    /// <summary>
    /// The elements from the start index up to, not including, the end index. An empty array always gives an empty array.
    /// </summary>
    public static FunctionOutcome Slice(CallContext call)
    {
        if (call.Request.Arguments is not [JsonValue first, JsonValue second, JsonValue third])
        {
            return FunctionOutcome.Fail("invalid number of parameters. need array, start index and end index");
        }

        if (first is not JsonArray array)
        {
            return FunctionOutcome.Fail($"first argument must be an array, was {first}");
        }

        if (array.Items.IsEmpty)
        {
            return FunctionOutcome.Ok(first);
        }

        if (!Shapes.U64.TryRead(second, out ulong start))
        {
            return FunctionOutcome.Fail($"second argument (start index) must be an unsigned integer, was {second}");
        }

        if (!Shapes.U64.TryRead(third, out ulong end))
        {
            return FunctionOutcome.Fail($"third argument (end index) must be an unsigned integer, was {third}");
        }

        return start > end || end > (ulong)array.Items.Length
            ? FunctionOutcome.Fail(
                $"slice indexes out of bounds. start index: {start}, end index: {end}, array length: {array.Items.Length}")
            : FunctionOutcome.Ok(new JsonArray(array.Items[(int)start..(int)end]));
    }

    internal static FunctionOutcome Texts(IEnumerable<string> texts) =>
        FunctionOutcome.Ok(new JsonArray(texts.Select(JsonValue (text) => new JsonString(text)).ToImmutableArray()));
}
