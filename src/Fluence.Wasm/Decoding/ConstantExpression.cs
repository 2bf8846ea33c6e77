using System.Runtime.Intrinsics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Decoding;

/// <summary>The one instruction of an initial value: a constant, <c>global.get</c>, <c>ref.null</c> or <c>ref.func</c>.</summary>
internal readonly record struct ConstantExpression(Opcode Opcode, Vector128<byte> Bits, int Index)
{
    internal uint AsOffset() => Bits.AsUInt32()[0];
}
