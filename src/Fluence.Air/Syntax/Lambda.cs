using System.Collections.Immutable;
using System.Globalization;

namespace Fluence.Air.Syntax;

/// <summary>What is taken out of a value: its length, or a path into it.</summary>
public sealed record Lambda
{
    private Lambda(ImmutableArray<Accessor> path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary><c>.length</c></summary>
    public static Lambda Length { get; } = new([], ".length");

    /// <summary>The steps, in order; empty for <c>.length</c> only.</summary>
    public ImmutableArray<Accessor> Path { get; }

    /// <summary>The canonical text, which also stands in tetraplets: <c>.length</c>, or <c>.$.</c> and the accessors joined by
    /// dots.</summary>
    public string Text { get; }

    /// <summary>Whether this is <c>.length</c>.</summary>
    public bool IsLength => Path.IsEmpty;

    /// <summary>A path of at least one accessor.</summary>
    public static Lambda Of(ImmutableArray<Accessor> path) => path.IsEmpty
        ? throw new ArgumentException("A lambda's path has at least one accessor.", nameof(path))
        : new Lambda(path, ".$." + string.Join('.', path));

    /// <inheritdoc/>
    public bool Equals(Lambda? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary><see cref="Text"/></summary>
    public override string ToString() => Text;
}

/// <summary>One step of a lambda's path; <see cref="object.ToString"/> is its canonical text.</summary>
public abstract record Accessor
{
    private protected Accessor()
    {
    }
}

/// <summary><c>[3]</c>: an element of an array.</summary>
public sealed record IndexAccessor(uint Index) : Accessor
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
}

/// <summary><c>.name</c>: a field of an object.</summary>
public sealed record FieldAccessor(string Name) : Accessor
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary><c>[name]</c>: the field or element that the scalar <c>name</c> says.</summary>
public sealed record ScalarAccessor(string Name, int Slot) : Accessor
{
    /// <inheritdoc/>
    public override string ToString() => $"[{Name}]";
}
