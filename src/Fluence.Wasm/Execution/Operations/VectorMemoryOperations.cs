using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Execution.Operations;

/// <summary>The vector loads and stores but of whole vectors, at a checked address. Each method is named as its instruction.</summary>
internal static unsafe class VectorMemoryOperations
{
    internal static Vector128<byte> V128Load8x8S(byte* address) => Vector128.WidenLower(Low(address).AsSByte()).AsByte();

    internal static Vector128<byte> V128Load8x8U(byte* address) => Vector128.WidenLower(Low(address)).AsByte();

    internal static Vector128<byte> V128Load16x4S(byte* address) => Vector128.WidenLower(Low(address).AsInt16()).AsByte();

    internal static Vector128<byte> V128Load16x4U(byte* address) => Vector128.WidenLower(Low(address).AsUInt16()).AsByte();

    internal static Vector128<byte> V128Load32x2S(byte* address) => Vector128.WidenLower(Low(address).AsInt32()).AsByte();

    internal static Vector128<byte> V128Load32x2U(byte* address) => Vector128.WidenLower(Low(address).AsUInt32()).AsByte();

    internal static Vector128<byte> V128Load8Splat(byte* address) => Vector128.Create(*address);

    internal static Vector128<byte> V128Load16Splat(byte* address) => Vector128.Create(Unsafe.ReadUnaligned<ushort>(address)).AsByte();

    internal static Vector128<byte> V128Load32Splat(byte* address) => Vector128.Create(Unsafe.ReadUnaligned<uint>(address)).AsByte();

    internal static Vector128<byte> V128Load64Splat(byte* address) => Vector128.Create(Unsafe.ReadUnaligned<ulong>(address)).AsByte();

    internal static Vector128<byte> V128Load32Zero(byte* address) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(address)).AsByte();

    internal static Vector128<byte> V128Load64Zero(byte* address) => Low(address);

    internal static Vector128<byte> V128Load8Lane(byte* address, Vector128<byte> vector, int lane) => vector.WithElement(lane, *address);

    internal static Vector128<byte> V128Load16Lane(byte* address, Vector128<byte> vector, int lane) =>
        vector.AsUInt16().WithElement(lane, Unsafe.ReadUnaligned<ushort>(address)).AsByte();

    internal static Vector128<byte> V128Load32Lane(byte* address, Vector128<byte> vector, int lane) =>
        vector.AsUInt32().WithElement(lane, Unsafe.ReadUnaligned<uint>(address)).AsByte();

    internal static Vector128<byte> V128Load64Lane(byte* address, Vector128<byte> vector, int lane) =>
        vector.AsUInt64().WithElement(lane, Unsafe.ReadUnaligned<ulong>(address)).AsByte();

    internal static void V128Store8Lane(byte* address, Vector128<byte> vector, int lane) => *address = vector.GetElement(lane);

    internal static void V128Store16Lane(byte* address, Vector128<byte> vector, int lane) =>
        Unsafe.WriteUnaligned(address, vector.AsUInt16().GetElement(lane));

    internal static void V128Store32Lane(byte* address, Vector128<byte> vector, int lane) =>
        Unsafe.WriteUnaligned(address, vector.AsUInt32().GetElement(lane));

    internal static void V128Store64Lane(byte* address, Vector128<byte> vector, int lane) =>
        Unsafe.WriteUnaligned(address, vector.AsUInt64().GetElement(lane));

    private static Vector128<byte> Low(byte* address) => Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(address)).AsByte();
}
