namespace Fluence.Primitives.Json;

/// <summary>The JSON values <c>true</c> and <c>false</c>.</summary>
public sealed class JsonBool : JsonValue
{
    private JsonBool(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static JsonBool True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static JsonBool False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Boolean;

    /// <summary>The JSON value of <paramref name="value"/>.</summary>
    public static JsonBool Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 2;

    internal override void Write(ref Utf8Buffer output) => output.Write(Value ? "true"u8 : "false"u8);
}
