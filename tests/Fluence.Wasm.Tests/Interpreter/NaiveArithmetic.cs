using System.Numerics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>The scalar instructions, with canonical NaNs, written with wide integers where compiled code uses tricks.</summary>
internal static class NaiveArithmetic
{
    internal static void Run(Opcode opcode, Stack<ulong> stack)
    {
        InstructionInfo info = InstructionTable.Get(opcode);
        ulong b = info.Parameters.Length > 1 ? stack.Pop() : 0, a = stack.Pop();
        string name = info.Name[(info.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        WasmValueType type = info.Parameters[0];
        ulong result = name.StartsWith("trunc_", StringComparison.Ordinal) ? NaiveConversion.Truncate(info, a)
            : name.Contains('_', StringComparison.Ordinal) && name[^2..] is not ("_s" or "_u") || name.Contains("_i", StringComparison.Ordinal)
                ? NaiveConversion.Convert(opcode, a)
            : type switch
            {
                WasmValueType.I32 => Integer(name, 32, (uint)a, (uint)b),
                WasmValueType.I64 => Integer(name, 64, a, b),
                WasmValueType.F32 => Single(name, BitConverter.UInt32BitsToSingle((uint)a), BitConverter.UInt32BitsToSingle((uint)b)),
                _ => Double(name, BitConverter.UInt64BitsToDouble(a), BitConverter.UInt64BitsToDouble(b)),
            };
        stack.Push(info.Results[0] is WasmValueType.I32 or WasmValueType.F32 ? (uint)result : result);
    }

    private static BigInteger Signed(ulong value, int bits)
    {
        BigInteger wide = value;
        return wide >= BigInteger.One << (bits - 1) ? wide - (BigInteger.One << bits) : wide;
    }

    private static ulong Wrap(BigInteger value, int bits) => (ulong)(value & ((BigInteger.One << bits) - 1));

    private static ulong Flag(bool value) => value ? 1UL : 0;

    private static ulong Integer(string name, int bits, ulong a, ulong b)
    {
        BigInteger x = Signed(a, bits), y = Signed(b, bits);
        int count = (int)(b % (ulong)bits);
        return name switch
        {
            "eqz" => Flag(a == 0),
            "eq" => Flag(a == b),
            "ne" => Flag(a != b),
            "lt_s" => Flag(x < y),
            "lt_u" => Flag(a < b),
            "gt_s" => Flag(x > y),
            "gt_u" => Flag(a > b),
            "le_s" => Flag(x <= y),
            "le_u" => Flag(a <= b),
            "ge_s" => Flag(x >= y),
            "ge_u" => Flag(a >= b),
            "clz" => (ulong)(bits - (a == 0 ? 0 : (int)BitOperations.Log2(a) + 1)),
            "ctz" => a == 0 ? (ulong)bits : (ulong)BitOperations.TrailingZeroCount(a),
            "popcnt" => (ulong)Enumerable.Range(0, bits).Count(bit => (a >> bit & 1) != 0),
            "add" => Wrap(x + y, bits),
            "sub" => Wrap(x - y, bits),
            "mul" => Wrap(x * y, bits),
            "div_s" or "div_u" or "rem_s" or "rem_u" => Divide(name, bits, a, b),
            "and" => a & b,
            "or" => a | b,
            "xor" => a ^ b,
            "shl" => Wrap((BigInteger)a << count, bits),
            "shr_s" => Wrap(x >> count, bits),
            "shr_u" => a >> count,
            "rotl" => Wrap(((BigInteger)a << count) | ((BigInteger)a >> (bits - count)), bits),
            "rotr" => Wrap(((BigInteger)a >> count) | ((BigInteger)a << (bits - count)), bits),
            "extend8_s" => Wrap(Signed(a & 0xFF, 8), bits),
            "extend16_s" => Wrap(Signed(a & 0xFFFF, 16), bits),
            "extend32_s" => Wrap(Signed(a & uint.MaxValue, 32), bits),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static ulong Divide(string name, int bits, ulong a, ulong b)
    {
        if (b == 0)
        {
            throw new NaiveTrap(TrapCode.IntegerDivideByZero);
        }

        bool isSigned = name.EndsWith("_s", StringComparison.Ordinal);
        BigInteger x = isSigned ? Signed(a, bits) : a, y = isSigned ? Signed(b, bits) : b;
        BigInteger result = name.StartsWith("div", StringComparison.Ordinal) ? BigInteger.Divide(x, y) : BigInteger.Remainder(x, y);
        return isSigned && result == BigInteger.One << (bits - 1)
            ? throw new NaiveTrap(TrapCode.IntegerOverflow) : Wrap(result, bits);
    }

    private static ulong Single(string name, float a, float b)
    {
        float value = name switch
        {
            "abs" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(a) & int.MaxValue),
            "neg" => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(a) ^ 0x80000000),
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" => a / b,
            "sqrt" => MathF.Sqrt(a),
            "ceil" => MathF.Ceiling(a),
            "floor" => MathF.Floor(a),
            "trunc" => MathF.Truncate(a),
            "nearest" => MathF.Round(a, MidpointRounding.ToEven),
            "min" => float.Min(a, b),
            "max" => float.Max(a, b),
            "copysign" => float.CopySign(a, b),
            _ => float.NaN,
        };
        bool canonical = float.IsNaN(value) && name is not ("abs" or "neg" or "copysign");
        return Comparison(name, a, b) ?? (canonical ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(value));
    }

    private static ulong Double(string name, double a, double b)
    {
        double value = name switch
        {
            "abs" => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(a) & long.MaxValue),
            "neg" => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(a) ^ (1UL << 63)),
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" => a / b,
            "sqrt" => Math.Sqrt(a),
            "ceil" => Math.Ceiling(a),
            "floor" => Math.Floor(a),
            "trunc" => Math.Truncate(a),
            "nearest" => Math.Round(a, MidpointRounding.ToEven),
            "min" => double.Min(a, b),
            "max" => double.Max(a, b),
            "copysign" => double.CopySign(a, b),
            _ => double.NaN,
        };
        bool canonical = double.IsNaN(value) && name is not ("abs" or "neg" or "copysign");
        return Comparison(name, a, b) ?? (canonical ? 0x7FF8000000000000 : BitConverter.DoubleToUInt64Bits(value));
    }

    private static ulong? Comparison(string name, double a, double b) => name switch
    {
        "eq" => Flag(a == b),
        "ne" => Flag(a != b),
        "lt" => Flag(a < b),
        "gt" => Flag(a > b),
        "le" => Flag(a <= b),
        "ge" => Flag(a >= b),
        _ => null,
    };
}
