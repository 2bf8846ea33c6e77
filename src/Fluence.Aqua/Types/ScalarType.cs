using System.Collections.Immutable;

namespace Fluence.Aqua.Types;

/// <summary>A number, a boolean or text.</summary>
internal sealed class ScalarType : AquaType
{
    private ScalarType(string name)
    {
        Name = name;
    }

    internal static ScalarType U8 { get; } = new("u8");

    internal static ScalarType U16 { get; } = new("u16");

    internal static ScalarType U32 { get; } = new("u32");

    internal static ScalarType U64 { get; } = new("u64");

    internal static ScalarType I8 { get; } = new("i8");

    internal static ScalarType I16 { get; } = new("i16");

    internal static ScalarType I32 { get; } = new("i32");

    internal static ScalarType I64 { get; } = new("i64");

    internal static ScalarType F32 { get; } = new("f32");

    internal static ScalarType F64 { get; } = new("f64");

    internal static ScalarType Bool { get; } = new("bool");

    internal static ScalarType String { get; } = new("string");

    internal static ImmutableArray<ScalarType> Floats { get; } = [F32, F64];

    internal static ImmutableArray<ScalarType> Signed { get; } = [I8, I16, I32, I64];

    internal static ImmutableArray<ScalarType> Unsigned { get; } = [U8, U16, U32, U64];

    internal static ImmutableArray<ScalarType> Integers { get; } = [.. Signed, .. Unsigned];

    internal static ImmutableArray<ScalarType> Numbers { get; } = [.. Floats, .. Integers];

    internal static ImmutableArray<ScalarType> All { get; } = [.. Numbers, Bool, String];

    internal string Name { get; }

    internal override bool IsData => true;

    /// <summary>The type of a name; null where there is none.</summary>
    internal static ScalarType? Of(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>Whether every value of this is one of another, wider type.</summary>
    internal bool IsNarrowerThan(ScalarType wider) => (Name, wider.Name) switch
    {
        ("i8", "i16" or "i32" or "i64" or "f32" or "f64") => true,
        ("i16", "i32" or "i64" or "f32" or "f64") => true,
        ("i32", "i64" or "f64") => true,
        ("u8", "u16" or "u32" or "u64" or "i16" or "i32" or "i64" or "f32" or "f64") => true,
        ("u16", "u32" or "u64" or "i32" or "i64" or "f32" or "f64") => true,
        ("u32", "u64" or "i64" or "f64") => true,
        ("f32", "f64") => true,
        _ => false,
    };

    public override bool Equals(AquaType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
