using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Fluence.Primitives.Json;

/// <summary>
/// An immutable JSON value with the semantics of serde_json 1.0.108, on which content ids in interpreter data depend: integers of 64 bits
/// and doubles kept apart, members sorted by the bytes of their names, doubles read and printed in its own way.
/// </summary>
public abstract class JsonValue : IEquatable<JsonValue>
{
    /// <summary>
    /// The deepest nesting of arrays and objects that is read. Deeper values can be built and written, but not read back.
    /// </summary>
    public const int MaxDepth = 127;

    private protected JsonValue()
    {
    }

    /// <summary>The kind.</summary>
    public abstract JsonKind Kind { get; }

    /// <summary>Reads the JSON text that fills <paramref name="utf8"/>.</summary>
    /// <param name="utf8">UTF-8 text.</param>
    /// <param name="value">The value, on success.</param>
    /// <param name="error">On failure what serde_json says, with line and column; otherwise null.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JsonValue? value, [NotNullWhen(false)] out string? error)
    {
        JsonParser parser = new(utf8);
        value = parser.ParseDocument();
        error = value is null ? parser.Error : null;
        return value is not null;
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, on success.</param>
    /// <param name="error">On failure what serde_json says, with line and column; otherwise null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonValue? value, [NotNullWhen(false)] out string? error)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = System.Text.Encoding.UTF8.GetBytes(text, buffer);
        bool done = TryParse(buffer.AsSpan(0, length), out value, out error);
        ArrayPool<byte>.Shared.Return(buffer);
        return done;
    }

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON, or nested too deeply.</exception>
    public static JsonValue Parse(string text) =>
        TryParse(text, out JsonValue? value, out string? error) ? value : throw new JsonFormatException(error);

    /// <summary>Reads UTF-8 JSON text.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON, or nested too deeply.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8) =>
        TryParse(utf8, out JsonValue? value, out string? error) ? value : throw new JsonFormatException(error);

    /// <summary>Appends the canonical text: compact, members sorted.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        Utf8Buffer buffer = new(256);
        Write(ref buffer);
        writer.Write(buffer.Written);
        buffer.Dispose();
    }

    /// <summary>The canonical text as UTF-8.</summary>
    public byte[] ToUtf8()
    {
        Utf8Buffer buffer = new(256);
        Write(ref buffer);
        byte[] text = buffer.Written.ToArray();
        buffer.Dispose();
        return text;
    }

    /// <summary>The canonical text.</summary>
    public sealed override string ToString()
    {
        Utf8Buffer buffer = new(256);
        Write(ref buffer);
        string text = System.Text.Encoding.UTF8.GetString(buffer.Written);
        buffer.Dispose();
        return text;
    }

    /// <summary>Deep equality; integers and doubles are never equal.</summary>
    public abstract bool Equals(JsonValue? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    internal abstract void Write(ref Utf8Buffer output);
}
