namespace Fluence.Wasm;

/// <summary>Why a run was ended.</summary>
public enum TrapCode
{
    /// <summary>An <c>unreachable</c> instruction.</summary>
    Unreachable = 1,

    /// <summary>A division by zero.</summary>
    IntegerDivideByZero = 2,

    /// <summary>A quotient or a converted float that the integer type does not hold.</summary>
    IntegerOverflow = 3,

    /// <summary>A conversion of NaN to an integer.</summary>
    InvalidConversionToInteger = 4,

    /// <summary>An access beyond the memory.</summary>
    OutOfBoundsMemoryAccess = 5,

    /// <summary>An access beyond a table.</summary>
    OutOfBoundsTableAccess = 6,

    /// <summary>An indirect call through an index beyond the table.</summary>
    UndefinedElement = 7,

    /// <summary>An indirect call of a null reference.</summary>
    UninitializedElement = 8,

    /// <summary>An indirect call of a function of another type.</summary>
    IndirectCallTypeMismatch = 9,

    /// <summary>Calls nested too deeply.</summary>
    CallStackExhausted = 10,

    /// <summary>All fuel is used.</summary>
    OutOfFuel = 11,

    /// <summary>The run was interrupted or cancelled from outside.</summary>
    Interrupted = 12,
}
