using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>An operand of an instruction: a literal, or a variable with what is taken out of it.</summary>
internal abstract class Value : IEquatable<Value>
{
    internal abstract AquaType Type { get; }

    /// <summary>The variables that it reads.</summary>
    internal virtual IEnumerable<string> Names => [];

    public abstract bool Equals(Value? other);

    public sealed override bool Equals(object? obj) => Equals(obj as Value);

    public abstract override int GetHashCode();
}

/// <summary>A literal as AIR has it.</summary>
internal sealed class LiteralValue(string text, AquaType type) : Value
{
    internal static LiteralValue InitPeerId { get; } = new("%init_peer_id%", ScalarType.String);

    internal static LiteralValue True { get; } = new("true", LiteralType.Bool);

    internal static LiteralValue False { get; } = new("false", LiteralType.Bool);

    internal string Text { get; } = text;

    internal override AquaType Type { get; } = type;

    /// <summary>The boolean that it is; null where it is none.</summary>
    internal bool? Bool => (ReferenceEquals(Type, ScalarType.Bool) || ReferenceEquals(Type, LiteralType.Bool)) && bool.TryParse(Text, out bool value)
        ? value : null;

    /// <summary>The integer that it is; null where it is none or does not fit 64 bits.</summary>
    internal long? Integer => Integers.Read(Text, Type);

    internal static LiteralValue Quote(string text) => new($"\"{text}\"", LiteralType.String);

    internal static LiteralValue Number(long value) => new(Integers.Write(value), LiteralType.OfInteger(value));

    internal static LiteralValue Of(bool value) => value ? True : False;

    public override bool Equals(Value? other) => ReferenceEquals(this, other)
        || (other is LiteralValue literal && literal.Text == Text && literal.Type.Equals(Type));

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A variable, and the members, items or length taken out of it.</summary>
internal sealed class VariableValue(string name, AquaType baseType, ImmutableArray<ValueAccess> accesses) : Value
{
    internal VariableValue(string name, AquaType type)
        : this(name, type, [])
    {
    }

    internal string Name { get; } = name;

    /// <summary>The type of the variable itself.</summary>
    internal AquaType BaseType { get; } = baseType;

    internal ImmutableArray<ValueAccess> Accesses { get; } = accesses;

    internal override AquaType Type => Accesses.IsEmpty ? BaseType : Accesses[^1].Type;

    internal override IEnumerable<string> Names =>
        Accesses.IsEmpty ? [Name] : [Name, .. Accesses.Where(access => access.IndexName is not null).Select(access => access.IndexName!)];

    internal VariableValue With(ValueAccess access) => new(Name, BaseType, Accesses.Add(access));

    internal VariableValue Bare() => Accesses.IsEmpty ? this : new VariableValue(Name, BaseType);

    /// <summary>This value's accesses behind those of another.</summary>
    internal VariableValue Behind(VariableValue other) =>
        Accesses.IsEmpty ? other : new VariableValue(other.Name, other.BaseType, other.Accesses.AddRange(Accesses));

    public override bool Equals(Value? other) => ReferenceEquals(this, other)
        || (other is VariableValue variable && variable.Name == Name && variable.BaseType.Equals(BaseType)
            && variable.Accesses.SequenceEqual(Accesses));

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>How something is taken out of a value at run time.</summary>
/// <param name="Kind">What is taken.</param>
/// <param name="Name">The member, the functor, or the item's number or variable.</param>
/// <param name="Type">The type of what is taken.</param>
internal sealed record ValueAccess(ValueAccessKind Kind, string Name, AquaType Type)
{
    internal string? IndexName => Kind == ValueAccessKind.Index && !Name.All(char.IsAsciiDigit) ? Name : null;

    internal static ValueAccess Field(string name, AquaType type) => new(ValueAccessKind.Field, name, type);

    internal static ValueAccess Index(string index, AquaType type) => new(ValueAccessKind.Index, index, type);

    internal static ValueAccess Length { get; } = new(ValueAccessKind.Functor, "length", ScalarType.U32);
}

/// <summary>The kinds of <see cref="ValueAccess"/>.</summary>
internal enum ValueAccessKind : byte
{
    /// <summary>A member of data.</summary>
    Field,

    /// <summary>An item.</summary>
    Index,

    /// <summary>The length.</summary>
    Functor,
}
