using System.Reflection;
using System.Runtime.CompilerServices;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// Float constants whose value the runtime's compiler must not know: it keeps no signalling NaN as it is, and it leaves out operations
/// such as a multiplication by one, which make a NaN quiet. The fields are not read-only for this reason; nobody writes them.
/// </summary>
internal static class OpaqueConstants
{
    internal static float F32Zero;
    internal static float F32NegativeZero = -0f;
    internal static float F32One = 1;
    internal static float F32MinusOne = -1;
    internal static double F64Zero;
    internal static double F64NegativeZero = -0.0;
    internal static double F64One = 1;
    internal static double F64MinusOne = -1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float F32(int bits) => BitConverter.Int32BitsToSingle(bits);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double F64(long bits) => BitConverter.Int64BitsToDouble(bits);

    internal static bool IsNeededBy(Opcode opcode) =>
        opcode is >= Opcode.F32Add and <= Opcode.F32Div or >= Opcode.F64Add and <= Opcode.F64Div;

    internal static FieldInfo? FieldFor(in Instruction constant)
    {
        bool isDouble = constant.Opcode == Opcode.F64Const;
        double value = isDouble
            ? BitConverter.UInt64BitsToDouble(constant.Bits) : BitConverter.UInt32BitsToSingle((uint)constant.Bits);
        string? name = value switch
        {
            0 => double.IsNegative(value) ? "NegativeZero" : "Zero",
            1 => "One",
            -1 => "MinusOne",
            _ => null,
        };
        return name is null ? null : typeof(OpaqueConstants).GetField((isDouble ? "F64" : "F32") + name, Reflect.Any);
    }
}
