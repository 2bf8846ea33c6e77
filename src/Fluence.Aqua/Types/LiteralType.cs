using System.Collections.Immutable;

namespace Fluence.Aqua.Types;

/// <summary>The type of a literal: any of the scalars that can hold it.</summary>
internal sealed class LiteralType : AquaType
{
    private readonly string _name;
    private readonly string _shown;

    private LiteralType(string name, string shown, ImmutableArray<ScalarType> oneOf)
    {
        _name = name;
        _shown = shown;
        OneOf = oneOf;
    }

    internal static LiteralType Float { get; } = new("float", "f32", ScalarType.Floats);

    /// <summary>Of an integer behind a minus.</summary>
    internal static LiteralType Signed { get; } = new("signed", "i32", ScalarType.Signed);

    /// <summary>Of an integer without a sign, which signed types can hold too.</summary>
    internal static LiteralType Unsigned { get; } = new("unsigned", "u32", ScalarType.Integers);

    internal static LiteralType Number { get; } = new("number", "u32", ScalarType.Numbers);

    internal static LiteralType Bool { get; } = new("bool", "bool", [ScalarType.Bool]);

    internal static LiteralType String { get; } = new("string", "string", [ScalarType.String]);

    internal ImmutableArray<ScalarType> OneOf { get; }

    internal override bool IsData => true;

    /// <summary>The type of an integer literal.</summary>
    internal static LiteralType OfInteger(long value) => value < 0 ? Signed : Unsigned;

    /// <summary>Whether all its scalars are among those of another.</summary>
    internal bool IsWithin(LiteralType other) => OneOf.All(scalar => other.OneOf.Contains(scalar));

    public override bool Equals(AquaType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => _name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _shown;
}
