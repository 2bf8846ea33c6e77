namespace Fluence.Primitives.Json;

/// <summary>A JSON string.</summary>
/// <param name="value">The text, unescaped. Halves of surrogate pairs have no place in JSON text and are written as U+FFFD.</param>
public sealed class JsonString(string value) : JsonValue
{
    /// <summary>The text, unescaped.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.String;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonString text && text.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    internal override void Write(ref Utf8Buffer output) => JsonText.WriteString(ref output, Value);
}
