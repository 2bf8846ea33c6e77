using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fluence.Wasm.Execution.Operations;

/// <summary>The scalar instructions that take more than a few IL instructions. Each method is named as its instruction.</summary>
internal static class ScalarOperations
{
    private const int CanonicalF32 = 0x7FC00000;
    private const long CanonicalF64 = 0x7FF8000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float F32Min(float a, float b) => a < b ? a : b < a ? b : a == b
        ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) | BitConverter.SingleToInt32Bits(b)) : a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float F32Max(float a, float b) => a > b ? a : b > a ? b : a == b
        ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) & BitConverter.SingleToInt32Bits(b)) : a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double F64Min(double a, double b) => a < b ? a : b < a ? b : a == b
        ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) | BitConverter.DoubleToInt64Bits(b)) : a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double F64Max(double a, double b) => a > b ? a : b > a ? b : a == b
        ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) & BitConverter.DoubleToInt64Bits(b)) : a + b;

    /// <summary>The nearest float, rounded once: the halves that a conversion by way of double rounds twice keep a sticky bit.</summary>
    internal static float F32ConvertI64U(long value) => value >= 0 ? value : (float)(long)(((ulong)value >> 1) | ((ulong)value & 1)) * 2;

    internal static double F64ConvertI64U(long value) => value >= 0 ? value : (double)(long)(((ulong)value >> 1) | ((ulong)value & 1)) * 2;

    internal static int I32TruncSatF32S(float value) => (int)value;

    internal static int I32TruncSatF32U(float value) => (int)(uint)value;

    internal static int I32TruncSatF64S(double value) => (int)value;

    internal static int I32TruncSatF64U(double value) => (int)(uint)value;

    internal static long I64TruncSatF32S(float value) => (long)value;

    internal static long I64TruncSatF32U(float value) => (long)(ulong)value;

    internal static long I64TruncSatF64S(double value) => (long)value;

    internal static long I64TruncSatF64U(double value) => (long)(ulong)value;

    /// <summary>The remainder; of the smallest number by -1 it is zero, which the processor refuses to compute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int I32RemS(int a, int b) => b == -1 ? 0 : a % b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long I64RemS(long a, long b) => b == -1 ? 0 : a % b;

    // the zeros below the lowest one, counted without the runtime's own count of them
    internal static int I32Ctz(int value) => BitOperations.PopCount((uint)(~value & (value - 1)));

    internal static long I64Ctz(long value) => BitOperations.PopCount((ulong)(~value & (value - 1)));

    // rotations by shifts, so that the runtime's compiler takes none for a rotation: see RotationEmitter
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int I32Rotl(int value, int count) => (value << (count & 31)) | (int)((uint)value >> 1 >> (31 - (count & 31)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int I32Rotr(int value, int count) => (int)((uint)value >> (count & 31)) | (value << 1 << (31 - (count & 31)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long I64Rotl(long value, long count) =>
        (value << ((int)count & 63)) | (long)((ulong)value >> 1 >> (63 - ((int)count & 63)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long I64Rotr(long value, long count) =>
        (long)((ulong)value >> ((int)count & 63)) | (value << 1 << (63 - ((int)count & 63)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int RotateByConstant(int value, int left) => (value << left) + (int)((uint)value >> (32 - left));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long RotateLongByConstant(long value, int left) => (value << left) + (long)((ulong)value >> (64 - left));

    /// <summary>Replaces every NaN by the canonical one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float F32Canonical(float value) => float.IsNaN(value) ? BitConverter.Int32BitsToSingle(CanonicalF32) : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double F64Canonical(double value) => double.IsNaN(value) ? BitConverter.Int64BitsToDouble(CanonicalF64) : value;
}
