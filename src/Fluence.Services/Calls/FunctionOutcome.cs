using Fluence.AquaVM;
using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>What a host function came to: a value, nothing, an error that the script can catch, or «there is no such function».</summary>
public readonly record struct FunctionOutcome
{
    private FunctionOutcome(OutcomeKind kind, JsonValue? value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>No function of this name; the next handler may have it.</summary>
    public static FunctionOutcome NotDefined => default;

    /// <summary>Success without a value, which scripts see as an empty string.</summary>
    public static FunctionOutcome Empty { get; } = new(OutcomeKind.Success, new JsonString(string.Empty));

    /// <summary>Whether some function took the call.</summary>
    public bool IsDefined => Kind != OutcomeKind.NotDefined;

    /// <summary>Whether the function returned an error.</summary>
    public bool IsError => Kind == OutcomeKind.Error;

    /// <summary>The result, or the error's text as a JSON string.</summary>
    public JsonValue? Value { get; }

    private OutcomeKind Kind { get; }

    /// <summary>Success with <paramref name="value"/>.</summary>
    public static FunctionOutcome Ok(JsonValue value) => new(OutcomeKind.Success, value);

    /// <summary>An error with <paramref name="message"/>.</summary>
    public static FunctionOutcome Fail(string message) => new(OutcomeKind.Error, new JsonString(message));

    /// <summary>Success with a truth value.</summary>
    public static FunctionOutcome Ok(bool value) => Ok(JsonBool.Of(value));

    /// <summary>Success with an integer.</summary>
    public static FunctionOutcome Ok(long value) => Ok(JsonNumber.FromInt64(value));

    /// <summary>Success with a string.</summary>
    public static FunctionOutcome Ok(string value) => Ok(new JsonString(value));

    /// <summary>
    /// The answer to the interpreter. Errors have code 1 and, as their result, the message as JSON text, quotes included;
    /// a call that nobody took becomes the error <c>Service with id '…' not found (function …)</c>.
    /// </summary>
    public CallResult ToCallResult(CallRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Kind switch
        {
            OutcomeKind.Success => new CallResult(0, Value!.ToString()!),
            OutcomeKind.Error => new CallResult(1, Value!.ToString()!),
            _ => Fail($"Service with id '{request.ServiceId}' not found (function {request.FunctionName})").ToCallResult(request),
        };
    }

    private enum OutcomeKind
    {
        NotDefined,
        Success,
        Error,
    }
}
