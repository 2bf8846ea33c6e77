using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What operators become: the services <c>math</c>, <c>cmp</c> and a little of <c>op</c>, as every peer has them.</summary>
internal static class Arithmetic
{
    /// <summary>The result; null where the call is none of these, or none that succeeds.</summary>
    public static JsonValue? Compute(string service, string function, ImmutableArray<JsonValue> arguments)
    {
        switch (service)
        {
            case "op" when arguments.All(static argument => argument is JsonString) && function == "concat_strings":
                return new JsonString(string.Concat(arguments.Select(static argument => ((JsonString)argument).Value)));
            case "op" when function == "identity" && arguments.Length == 1:
                return arguments[0];
            case "op" when function == "array":
                return new JsonArray(arguments);
            case "op" when function == "array_length" && arguments is [JsonArray array]:
                return JsonNumber.FromInt64(array.Count);
            case "math" when function == "fmul" && arguments is [JsonNumber left, JsonNumber right]:
                return JsonNumber.FromInt64((long)Math.Floor(left.AsDouble * right.AsDouble));
            case "math" or "cmp" when arguments is [JsonNumber left, JsonNumber right] && left.TryGetInt64(out long a) && right.TryGetInt64(out long b):
                return service == "math" ? Operate(function, a, b) : Compare(function, a, b);
            default:
                return null;
        }
    }

    private static JsonNumber? Operate(string function, Int128 a, Int128 b)
    {
        Int128? value = function switch
        {
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" when b != 0 => a / b,
            "rem" when b != 0 => a % b,
            "pow" when b >= 0 && b < 64 => Power(a, (int)b),
            _ => null,
        };
        return value >= long.MinValue && value <= long.MaxValue ? JsonNumber.FromInt64((long)value) : null;
    }

    private static Int128? Power(Int128 number, int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= number;
            if (power > long.MaxValue || power < long.MinValue)
            {
                return null;
            }
        }

        return power;
    }

    private static JsonValue? Compare(string function, long a, long b) => function switch
    {
        "gt" => Bool(a > b),
        "gte" => Bool(a >= b),
        "lt" => Bool(a < b),
        "lte" => Bool(a <= b),
        _ => null,
    };

    private static JsonValue Bool(bool value) => JsonValue.Parse(value ? "true" : "false");
}
