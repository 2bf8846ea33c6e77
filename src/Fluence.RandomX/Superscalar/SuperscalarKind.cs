namespace Fluence.RandomX.Superscalar;

/// <summary>The instructions of SuperscalarHash (specification, table 6.1.1).</summary>
internal enum SuperscalarKind
{
    None,
    Subtract,
    Xor,
    AddShifted,
    Multiply,
    Rotate,
    AddConstant,
    XorConstant,
    MultiplyHigh,
    MultiplyHighSigned,
    MultiplyReciprocal,
}
