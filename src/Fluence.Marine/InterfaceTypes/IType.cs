namespace Fluence.Marine.InterfaceTypes;

/// <summary>The type of an interface value: simple, an array, or a record.</summary>
public abstract record IType
{
    private protected IType()
    {
    }

    /// <summary><c>bool</c>.</summary>
    public static SimpleType Boolean { get; } = new(ITypeKind.Boolean);

    /// <summary>A signed integer of 8 bits.</summary>
    public static SimpleType S8 { get; } = new(ITypeKind.S8);

    /// <summary>A signed integer of 16 bits.</summary>
    public static SimpleType S16 { get; } = new(ITypeKind.S16);

    /// <summary>A signed integer of 32 bits.</summary>
    public static SimpleType S32 { get; } = new(ITypeKind.S32);

    /// <summary>A signed integer of 64 bits.</summary>
    public static SimpleType S64 { get; } = new(ITypeKind.S64);

    /// <summary>An unsigned integer of 8 bits.</summary>
    public static SimpleType U8 { get; } = new(ITypeKind.U8);

    /// <summary>An unsigned integer of 16 bits.</summary>
    public static SimpleType U16 { get; } = new(ITypeKind.U16);

    /// <summary>An unsigned integer of 32 bits.</summary>
    public static SimpleType U32 { get; } = new(ITypeKind.U32);

    /// <summary>An unsigned integer of 64 bits.</summary>
    public static SimpleType U64 { get; } = new(ITypeKind.U64);

    /// <summary>A float of 32 bits.</summary>
    public static SimpleType F32 { get; } = new(ITypeKind.F32);

    /// <summary>A float of 64 bits.</summary>
    public static SimpleType F64 { get; } = new(ITypeKind.F64);

    /// <summary>Text.</summary>
    public static SimpleType Text { get; } = new(ITypeKind.String);

    /// <summary>An array of bytes in its compact form.</summary>
    public static SimpleType ByteArray { get; } = new(ITypeKind.ByteArray);

    /// <summary>The Wasm type <c>i32</c>.</summary>
    public static SimpleType I32 { get; } = new(ITypeKind.I32);

    /// <summary>The Wasm type <c>i64</c>.</summary>
    public static SimpleType I64 { get; } = new(ITypeKind.I64);

    /// <summary>An array of a type.</summary>
    public static ArrayType ArrayOf(IType element) => new(element);

    /// <summary>A record of the table of types.</summary>
    public static RecordReference Record(uint id) => new(id);

    /// <summary>The shared instance of a simple type.</summary>
    public static SimpleType Of(ITypeKind kind) => Simple[(int)kind];

    private static readonly SimpleType[] Simple =
        [Boolean, S8, S16, S32, S64, U8, U16, U32, U64, F32, F64, Text, ByteArray, I32, I64];
}

/// <summary>A type without parts.</summary>
/// <param name="Kind">Which one.</param>
public sealed record SimpleType(ITypeKind Kind) : IType
{
    /// <summary>The name in the form that the original prints for debugging.</summary>
    public override string ToString() => Kind.ToString();
}

/// <summary>An array of values of one type.</summary>
/// <param name="Element">The type of its elements.</param>
public sealed record ArrayType(IType Element) : IType
{
    /// <summary>The name in the form that the original prints for debugging.</summary>
    public override string ToString() => $"Array({Element})";
}

/// <summary>A record, by its place in the table of types.</summary>
/// <param name="Id">The index in <see cref="Interfaces.Types"/>.</param>
public sealed record RecordReference(uint Id) : IType
{
    /// <summary>The name in the form that the original prints for debugging.</summary>
    public override string ToString() => $"Record({Id})";
}
