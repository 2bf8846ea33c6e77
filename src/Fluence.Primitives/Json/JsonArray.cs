using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Fluence.Primitives.Json;

/// <summary>A JSON array.</summary>
/// <param name="items">The elements.</param>
public sealed class JsonArray(ImmutableArray<JsonValue> items) : JsonValue
{
    /// <summary>An array of the given elements.</summary>
    public JsonArray(IEnumerable<JsonValue> items)
        : this([.. items])
    {
    }

    /// <summary><c>[]</c>.</summary>
    public static JsonArray Empty { get; } = new(ImmutableArray<JsonValue>.Empty);

    /// <summary>The elements.</summary>
    public ImmutableArray<JsonValue> Items { get; } = items;

    /// <summary>The number of elements.</summary>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Array;

    /// <summary>An element.</summary>
    public JsonValue this[int index] => Items[index];

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return ReferenceEquals(this, other) || (other is JsonArray array && Items.AsSpan().SequenceEqual(array.Items.AsSpan()));
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(JsonKind.Array, Items.Length);

    internal override void Write(ref Utf8Buffer output)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Write((byte)'[');
        for (int i = 0; i < Items.Length; i++)
        {
            if (i > 0)
            {
                output.Write((byte)',');
            }

            Items[i].Write(ref output);
        }

        output.Write((byte)']');
    }
}
