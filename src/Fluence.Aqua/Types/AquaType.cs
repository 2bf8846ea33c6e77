namespace Fluence.Aqua.Types;

/// <summary>
/// A type of a value, an arrow or several results. Types are equal when their structure and the names they were given are.
/// </summary>
internal abstract class AquaType : IEquatable<AquaType>
{
    /// <summary>
    /// How many types it is made of, itself among them; one that occurs several times counts each time. A few definitions can make it
    /// very large, and all who walk through types take that long.
    /// </summary>
    internal virtual int Size => 1;

    /// <summary>How many types are within each other.</summary>
    internal virtual int Depth => 1;

    /// <summary>Whether it is a type of data: what can be in a variable that is no stream, arrow or ability.</summary>
    internal virtual bool IsData => false;

    /// <summary>Whether a value of another type can stand where one of this type is expected.</summary>
    internal bool Accepts(AquaType given) => TypeOrder.Compare(this, given) >= 0;

    public abstract bool Equals(AquaType? other);

    public sealed override bool Equals(object? obj) => Equals(obj as AquaType);

    public abstract override int GetHashCode();

    /// <summary>The type as people write it.</summary>
    public abstract override string ToString();

    /// <summary>The size and depth of what holds another type besides what it has held so far.</summary>
    private protected static (int Size, int Depth) With((int Size, int Depth) before, AquaType part) =>
        ((int)Math.Min((long)before.Size + part.Size, int.MaxValue), Math.Max(before.Depth, part.Depth + 1));
}

/// <summary><c>⊤</c>, which takes any value, or <c>⊥</c>, which has none.</summary>
internal sealed class ExtremeType : AquaType
{
    private readonly string _text;

    private ExtremeType(string text)
    {
        _text = text;
    }

    internal static ExtremeType Top { get; } = new("⊤");

    internal static ExtremeType Bottom { get; } = new("⊥");

    internal override bool IsData => true;

    public override bool Equals(AquaType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
