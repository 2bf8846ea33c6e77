using Fluence.Client.Services;
using Fluence.Primitives.Json;

namespace Fluence.Client.Functions;

/// <summary>An argument of an Aqua function: a value, or a function of the client.</summary>
public readonly record struct AquaArgument
{
    private AquaArgument(JsonValue? value, ServiceFunction? function)
    {
        Value = value;
        Function = function;
    }

    /// <summary>The value; null for a function.</summary>
    public JsonValue? Value { get; }

    /// <summary>The function; null for a value.</summary>
    public ServiceFunction? Function { get; }

    /// <summary>A value.</summary>
    public static implicit operator AquaArgument(JsonValue value) => FromJsonValue(value);

    /// <summary>A function.</summary>
    public static implicit operator AquaArgument(ServiceFunction function) => FromServiceFunction(function);

    /// <summary>A value.</summary>
    public static AquaArgument FromJsonValue(JsonValue value) => new(value, null);

    /// <summary>A function.</summary>
    public static AquaArgument FromServiceFunction(ServiceFunction function) => new(null, function);
}
