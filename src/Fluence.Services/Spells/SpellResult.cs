using Fluence.Primitives.Json;

namespace Fluence.Services.Spells;

/// <summary>The results of a spell's storage: each has <c>success</c> and <c>error</c>, and a value of its own kind.</summary>
internal static class SpellResult
{
    /// <summary>A function that only does something.</summary>
    public static JsonObject Unit(string? error) => new(Success(error), Error(error));

    /// <summary>A value that is always there.</summary>
    public static JsonObject Value(string name, JsonValue value, string? error = null) => new((name, value), Success(error), Error(error));

    /// <summary>A value that may be absent.</summary>
    public static JsonObject Optional(string name, JsonValue? value, JsonValue none, string? error = null) => new(
        (name, value ?? none), Success(error), Error(error), ("absent", JsonBool.Of(value is null && error is null)));

    public static JsonString Text(string value) => new(value);

    public static JsonNumber Number(long value) => JsonNumber.FromInt64(value);

    private static (string, JsonValue) Success(string? error) => ("success", JsonBool.Of(error is null));

    private static (string, JsonValue) Error(string? error) => ("error", Text(error ?? ""));
}
