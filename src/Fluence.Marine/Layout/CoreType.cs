namespace Fluence.Marine.Layout;

/// <summary>The types of Wasm's own values that Marine passes.</summary>
public enum CoreType
{
    /// <summary>32 bits; pointers and counts are read without sign.</summary>
    I32,

    /// <summary>64 bits.</summary>
    I64,

    /// <summary>A float of 32 bits.</summary>
    F32,

    /// <summary>A float of 64 bits.</summary>
    F64,
}
