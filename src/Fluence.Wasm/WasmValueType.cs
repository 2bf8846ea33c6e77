namespace Fluence.Wasm;

/// <summary>The type of a value; the numbers are those of the binary format.</summary>
public enum WasmValueType
{
    /// <summary>Not a type.</summary>
    None = 0,

    /// <summary>A 32-bit integer.</summary>
    I32 = 0x7F,

    /// <summary>A 64-bit integer.</summary>
    I64 = 0x7E,

    /// <summary>A 32-bit float.</summary>
    F32 = 0x7D,

    /// <summary>A 64-bit float.</summary>
    F64 = 0x7C,

    /// <summary>A 128-bit vector.</summary>
    V128 = 0x7B,

    /// <summary>A reference to a function, or null.</summary>
    FuncRef = 0x70,

    /// <summary>A reference to an object of the host, or null.</summary>
    ExternRef = 0x6F,
}
