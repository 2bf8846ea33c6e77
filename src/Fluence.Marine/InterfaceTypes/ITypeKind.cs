namespace Fluence.Marine.InterfaceTypes;

/// <summary>The types without parts.</summary>
public enum ITypeKind
{
    /// <summary><c>bool</c>.</summary>
    Boolean,

    /// <summary>A signed integer of 8 bits.</summary>
    S8,

    /// <summary>A signed integer of 16 bits.</summary>
    S16,

    /// <summary>A signed integer of 32 bits.</summary>
    S32,

    /// <summary>A signed integer of 64 bits.</summary>
    S64,

    /// <summary>An unsigned integer of 8 bits.</summary>
    U8,

    /// <summary>An unsigned integer of 16 bits.</summary>
    U16,

    /// <summary>An unsigned integer of 32 bits.</summary>
    U32,

    /// <summary>An unsigned integer of 64 bits.</summary>
    U64,

    /// <summary>A float of 32 bits.</summary>
    F32,

    /// <summary>A float of 64 bits.</summary>
    F64,

    /// <summary>Text.</summary>
    String,

    /// <summary>An array of bytes in its compact form.</summary>
    ByteArray,

    /// <summary>The Wasm type <c>i32</c>.</summary>
    I32,

    /// <summary>The Wasm type <c>i64</c>.</summary>
    I64,
}
