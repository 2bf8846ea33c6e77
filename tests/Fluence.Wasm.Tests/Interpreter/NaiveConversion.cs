using System.Numerics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>The conversions between numbers.</summary>
internal static class NaiveConversion
{
    internal static ulong Truncate(InstructionInfo info, ulong bits)
    {
        double value = info.Parameters[0] == WasmValueType.F32
            ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);
        bool saturates = info.Name.Contains("_sat_", StringComparison.Ordinal);
        bool isSigned = info.Name.EndsWith("_s", StringComparison.Ordinal);
        int width = info.Results[0] == WasmValueType.I32 ? 32 : 64;
        if (double.IsNaN(value))
        {
            return saturates ? 0UL : throw new NaiveTrap(TrapCode.InvalidConversionToInteger);
        }

        BigInteger low = isSigned ? -(BigInteger.One << (width - 1)) : 0, high = (BigInteger.One << (isSigned ? width - 1 : width)) - 1;
        BigInteger whole = double.IsInfinity(value) ? (value > 0 ? high + 1 : low - 1) : new BigInteger(Math.Truncate(value));
        if ((whole < low || whole > high) && !saturates)
        {
            throw new NaiveTrap(TrapCode.IntegerOverflow);
        }

        return (ulong)(BigInteger.Clamp(whole, low, high) & ((BigInteger.One << width) - 1));
    }

    internal static ulong Convert(Opcode opcode, ulong a) => opcode switch
    {
        Opcode.I32WrapI64 => (uint)a,
        Opcode.I64ExtendI32S => (ulong)(int)a,
        Opcode.I64ExtendI32U => (uint)a,
        Opcode.F32ConvertI32S => BitConverter.SingleToUInt32Bits((int)a),
        Opcode.F32ConvertI32U => BitConverter.SingleToUInt32Bits((uint)a),
        Opcode.F32ConvertI64S => BitConverter.SingleToUInt32Bits((long)a),
        Opcode.F32ConvertI64U => BitConverter.SingleToUInt32Bits((float)a),
        Opcode.F64ConvertI32S => BitConverter.DoubleToUInt64Bits((int)a),
        Opcode.F64ConvertI32U => BitConverter.DoubleToUInt64Bits((uint)a),
        Opcode.F64ConvertI64S => BitConverter.DoubleToUInt64Bits((long)a),
        Opcode.F64ConvertI64U => BitConverter.DoubleToUInt64Bits(a),
        Opcode.F32DemoteF64 => double.IsNaN(BitConverter.UInt64BitsToDouble(a))
            ? 0x7FC00000U : BitConverter.SingleToUInt32Bits((float)BitConverter.UInt64BitsToDouble(a)),
        Opcode.F64PromoteF32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)a))
            ? 0x7FF8000000000000UL : BitConverter.DoubleToUInt64Bits(BitConverter.UInt32BitsToSingle((uint)a)),
        _ => a,
    };
}
