using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>What a node of an expression is.</summary>
internal enum NodeKind : byte
{
    Constant,
    Local,
    Temporary,
    Operation,
}

/// <summary>
/// An operand whose IL is not emitted yet: a constant, a local, a temporary, or a pure operation on such. Nothing that can trap or that
/// reads memory or globals is one, so it may be emitted later than its instruction stands, until a local that it reads is written.
/// </summary>
internal sealed class Node
{
    internal NodeKind Kind { get; private init; }

    internal WasmValueType Type { get; private init; }

    /// <summary>The operation and its immediates; of a constant, the bits.</summary>
    internal Instruction Instruction { get; private init; }

    internal Node[] Operands { get; private init; } = [];

    internal int Local { get; private init; } = -1;

    internal LocalBuilder? Temporary { get; private init; }

    /// <summary>The longest way down to a leaf.</summary>
    internal int Height { get; private init; }

    // one bit for each local read, by its number modulo 64
    private ulong LocalsRead { get; init; }

    internal bool IsLeaf => Kind != NodeKind.Operation;

    internal static Node Constant(WasmValueType type, in Instruction instruction) =>
        new() { Kind = NodeKind.Constant, Type = type, Instruction = instruction };

    internal static Node Constant(WasmValueType type, Vector128<byte> bits) => Constant(type, new Instruction
    {
        Opcode = type == WasmValueType.I32 ? Opcode.I32Const : Opcode.I64Const, Bits = bits.AsUInt64()[0], Vector = bits,
    });

    internal static Node OfLocal(int index, WasmValueType type) =>
        new() { Kind = NodeKind.Local, Type = type, Local = index, LocalsRead = 1UL << (index & 63) };

    internal static Node OfTemporary(LocalBuilder temporary, WasmValueType type) =>
        new() { Kind = NodeKind.Temporary, Type = type, Temporary = temporary };

    internal static Node Operation(in Instruction instruction, WasmValueType type, params Node[] operands)
    {
        int height = 0;
        ulong locals = 0;
        foreach (Node operand in operands)
        {
            height = Math.Max(height, operand.Height);
            locals |= operand.LocalsRead;
        }

        return new()
        {
            Kind = NodeKind.Operation, Type = type, Instruction = instruction, Operands = operands, Height = height + 1,
            LocalsRead = locals,
        };
    }

    internal bool Reads(int local)
    {
        if ((LocalsRead >> (local & 63) & 1) == 0)
        {
            return false;
        }

        return Kind == NodeKind.Local ? Local == local : Operands.Any(operand => operand.Reads(local));
    }
}
