using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Execution.Operations;

/// <summary>The vector instructions without a shape, and those that change it. Each method is named as its instruction.</summary>
internal static class V128Operations
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128Not(Vector128<byte> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128And(Vector128<byte> a, Vector128<byte> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128Andnot(Vector128<byte> a, Vector128<byte> b) => a & ~b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128Or(Vector128<byte> a, Vector128<byte> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128Xor(Vector128<byte> a, Vector128<byte> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> V128Bitselect(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int V128AnyTrue(Vector128<byte> a) => a == default ? 0 : 1;

    /// <summary>The lanes of two vectors chosen by two masks, which hold 255 where the lane is the other vector's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> I8x16Shuffle(
        Vector128<byte> a, Vector128<byte> b, Vector128<byte> fromA, Vector128<byte> fromB) =>
        Vector128.Shuffle(a, fromA) | Vector128.Shuffle(b, fromB);

    internal static Vector128<byte> I8x16Swizzle(Vector128<byte> a, Vector128<byte> lanes) => Vector128.Shuffle(a, lanes);

    internal static Vector128<byte> I8x16Popcnt(Vector128<byte> a)
    {
        Vector128<byte> pairs = a - ((a >>> 1) & Vector128.Create((byte)0x55));
        Vector128<byte> fours = (pairs & Vector128.Create((byte)0x33)) + ((pairs >>> 2) & Vector128.Create((byte)0x33));
        return (fours + (fours >>> 4)) & Vector128.Create((byte)0x0F);
    }

    /// <summary>Products of 1.15 fixed point numbers, rounded; only -1 times -1 does not fit and saturates.</summary>
    internal static Vector128<byte> I16x8Q15mulrSatS(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<int> rounding = Vector128.Create(0x4000);
        Vector128<int> low = ((I32x4Operations.I32x4ExtmulLowI16x8S(a, b).AsInt32() + rounding) >> 15);
        Vector128<int> high = ((I32x4Operations.I32x4ExtmulHighI16x8S(a, b).AsInt32() + rounding) >> 15);
        return Vector128.NarrowWithSaturation(low, high).AsByte();
    }

    internal static Vector128<byte> I32x4DotI16x8S(Vector128<byte> a, Vector128<byte> b)
    {
        Vector128<int> even = ((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16);
        Vector128<int> odd = (a.AsInt32() >> 16) * (b.AsInt32() >> 16);
        return (even + odd).AsByte();
    }

    internal static Vector128<byte> I32x4TruncSatF32x4S(Vector128<byte> a) => Vector128.ConvertToInt32(a.AsSingle()).AsByte();

    internal static Vector128<byte> I32x4TruncSatF32x4U(Vector128<byte> a) => Vector128.ConvertToUInt32(a.AsSingle()).AsByte();

    internal static Vector128<byte> F32x4ConvertI32x4S(Vector128<byte> a) => Vector128.ConvertToSingle(a.AsInt32()).AsByte();

    internal static Vector128<byte> F32x4ConvertI32x4U(Vector128<byte> a)
    {
        Vector128<uint> lanes = a.AsUInt32();
        return Vector128.Create((float)lanes[0], lanes[1], lanes[2], lanes[3]).AsByte();
    }

    internal static Vector128<byte> I32x4TruncSatF64x2SZero(Vector128<byte> a) =>
        Vector128.Create((int)a.AsDouble()[0], (int)a.AsDouble()[1], 0, 0).AsByte();

    internal static Vector128<byte> I32x4TruncSatF64x2UZero(Vector128<byte> a) =>
        Vector128.Create((uint)a.AsDouble()[0], (uint)a.AsDouble()[1], 0, 0).AsByte();

    internal static Vector128<byte> F64x2ConvertLowI32x4S(Vector128<byte> a) =>
        Vector128.Create((double)a.AsInt32()[0], a.AsInt32()[1]).AsByte();

    internal static Vector128<byte> F64x2ConvertLowI32x4U(Vector128<byte> a) =>
        Vector128.Create((double)a.AsUInt32()[0], a.AsUInt32()[1]).AsByte();

    internal static Vector128<byte> F32x4DemoteF64x2Zero(Vector128<byte> a) =>
        Vector128.Create((float)a.AsDouble()[0], (float)a.AsDouble()[1], 0, 0).AsByte();

    internal static Vector128<byte> F64x2PromoteLowF32x4(Vector128<byte> a) =>
        Vector128.Create((double)a.AsSingle()[0], a.AsSingle()[1]).AsByte();

    /// <summary>A vector whose lanes are the bits given, of which the first is the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Constant(ulong low, ulong high) => Vector128.Create(low, high).AsByte();
}
