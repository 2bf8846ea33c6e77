using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>Ids of compute units in arguments: 64 hexadecimal digits, or 32 numbers as older scripts write them.</summary>
internal static class UnitArgument
{
    private const int Length = 32;

    /// <summary>The shape; what is read has 64 digits in lower case.</summary>
    public static ArgumentShape<string> Shape { get; } =
        new("ccp_shared::types::CUID", static value => Read(value) is { } id ? new(id) : default);

    /// <summary>An id as 32 numbers.</summary>
    public static JsonArray ToNumbers(string unit) =>
        new([.. Convert.FromHexString(unit).Select(JsonValue (number) => JsonNumber.FromInt64(number))]);

    private static string? Read(JsonValue value) => value switch
    {
        JsonString { Value: { Length: Length * 2 } text } when text.All(char.IsAsciiHexDigit) => text.ToLowerInvariant(),
        JsonArray { Count: Length } when Shapes.Bytes.TryRead(value, out IReadOnlyList<byte>? bytes) =>
            Convert.ToHexStringLower([.. bytes]),
        _ => null,
    };
}
