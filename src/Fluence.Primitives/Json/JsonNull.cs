namespace Fluence.Primitives.Json;

/// <summary>The JSON value <c>null</c>.</summary>
public sealed class JsonNull : JsonValue
{
    private JsonNull()
    {
    }

    /// <summary>The only instance.</summary>
    public static JsonNull Instance { get; } = new();

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Null;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonNull;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    internal override void Write(ref Utf8Buffer output) => output.Write("null"u8);
}
