using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>The floats whose integral part an integer type holds: above (or from) <see cref="Low"/>, below <see cref="High"/>.</summary>
internal readonly record struct TruncationRange(double Low, bool IncludesLow, double High)
{
    private const double TwoTo31 = 2147483648, TwoTo32 = 4294967296, TwoTo63 = 9223372036854775808, TwoTo64 = 2 * TwoTo63;

    internal static TruncationRange Of(Opcode opcode) => opcode switch
    {
        // an f32 has no number between -2^31 - 1 and -2^31, nor has an f64 one below -2^63 that still fits
        Opcode.I32TruncF32S => new(-TwoTo31, true, TwoTo31),
        Opcode.I32TruncF64S => new(-TwoTo31 - 1, false, TwoTo31),
        Opcode.I32TruncF32U or Opcode.I32TruncF64U => new(-1, false, TwoTo32),
        Opcode.I64TruncF32S or Opcode.I64TruncF64S => new(-TwoTo63, true, TwoTo63),
        _ => new(-1, false, TwoTo64),
    };
}
