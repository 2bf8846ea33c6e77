namespace Fluence.Primitives.MessagePack;

/// <summary>The types of MessagePack values.</summary>
public enum MessagePackType
{
    /// <summary>The marker that is never used, 0xc1, or the end of the bytes.</summary>
    Invalid,

    /// <summary>Nil.</summary>
    Nil,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>An integer of up to 64 bits.</summary>
    Integer,

    /// <summary>A float of 32 or 64 bits.</summary>
    Float,

    /// <summary>A UTF-8 string.</summary>
    String,

    /// <summary>A byte array.</summary>
    Binary,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A map.</summary>
    Map,

    /// <summary>An application-specific extension.</summary>
    Extension,
}
