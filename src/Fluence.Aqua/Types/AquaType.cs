namespace Fluence.Aqua.Types;

/// <summary>
/// A type of a value, an arrow or several results. Types are equal when their structure and the names they were given are.
/// </summary>
internal abstract class AquaType : IEquatable<AquaType>
{
    /// <summary>Whether it is a type of data: what can be in a variable that is no stream, arrow or ability.</summary>
    internal virtual bool IsData => false;

    /// <summary>Whether a value of another type can stand where one of this type is expected.</summary>
    internal bool Accepts(AquaType given) => TypeOrder.Compare(this, given) >= 0;

    public abstract bool Equals(AquaType? other);

    public sealed override bool Equals(object? obj) => Equals(obj as AquaType);

    public abstract override int GetHashCode();

    /// <summary>The type as people write it.</summary>
    public abstract override string ToString();
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
