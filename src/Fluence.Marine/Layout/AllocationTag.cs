namespace Fluence.Marine.Layout;

/// <summary>The second argument of a module's <c>allocate</c>: what will lie in the memory.</summary>
public enum AllocationTag : uint
{
    /// <summary>Truth values.</summary>
    Boolean = 0,

    /// <summary>Bytes, text and records.</summary>
    U8 = 1,

    /// <summary>Unsigned integers of 16 bits.</summary>
    U16 = 2,

    /// <summary>Unsigned integers of 32 bits, and slots of strings, arrays and records.</summary>
    U32 = 3,

    /// <summary>Unsigned integers of 64 bits.</summary>
    U64 = 4,

    /// <summary>Signed integers of 8 bits.</summary>
    S8 = 5,

    /// <summary>Signed integers of 16 bits.</summary>
    S16 = 6,

    /// <summary>Signed integers of 32 bits.</summary>
    S32 = 7,

    /// <summary>Signed integers of 64 bits.</summary>
    S64 = 8,

    /// <summary>Floats of 32 bits.</summary>
    F32 = 9,

    /// <summary>Floats of 64 bits.</summary>
    F64 = 10,
}
