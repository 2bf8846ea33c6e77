using System.Collections.Immutable;

namespace Fluence.Marine.Values;

/// <summary>An array of bytes in its compact form. It stands for an array of <c>u8</c> and the other way round.</summary>
/// <param name="Value">The bytes.</param>
public sealed record ByteArrayValue(ReadOnlyMemory<byte> Value) : IValue
{
    /// <summary>Whether the bytes are the same.</summary>
    public bool Equals(ByteArrayValue? other) => other is not null && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }

    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"ByteArray([{string.Join(", ", Value.ToArray())}])";
}

/// <summary>An array.</summary>
/// <param name="Items">Its elements, all of one type.</param>
public sealed record ArrayValue(ImmutableArray<IValue> Items) : IValue
{
    /// <summary>Whether the elements are the same.</summary>
    public bool Equals(ArrayValue? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Items.Length, Items.FirstOrDefault());

    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"Array({List(Items)})";
}

/// <summary>A record.</summary>
/// <param name="Fields">The values of its fields in the order of its type.</param>
public sealed record RecordValue(ImmutableArray<IValue> Fields) : IValue
{
    /// <summary>Whether the fields are the same.</summary>
    public bool Equals(RecordValue? other) => other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Fields.Length, Fields.FirstOrDefault());

    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"Record({List(Fields)})";
}
