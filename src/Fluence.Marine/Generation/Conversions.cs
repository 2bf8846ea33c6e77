using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>The instructions between simple interface values and Wasm's own.</summary>
internal static class Conversions
{
    /// <summary>From an interface value to a Wasm value; null for floats, which are the same.</summary>
    public static Instruction? ToWasm(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean => Instruction.Of(Opcode.I32FromBool),
        ITypeKind.S8 => Instruction.Of(Opcode.I32FromS8),
        ITypeKind.S16 => Instruction.Of(Opcode.I32FromS16),
        ITypeKind.S32 => Instruction.Of(Opcode.I32FromS32),
        ITypeKind.S64 => Instruction.Of(Opcode.I64FromS64),
        ITypeKind.U8 => Instruction.Of(Opcode.I32FromU8),
        ITypeKind.U16 => Instruction.Of(Opcode.I32FromU16),
        ITypeKind.U32 => Instruction.Of(Opcode.I32FromU32),
        ITypeKind.U64 => Instruction.Of(Opcode.I64FromU64),
        _ => null,
    };

    /// <summary>From a Wasm value to an interface value; null for floats, which are the same.</summary>
    public static Instruction? FromWasm(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean => Instruction.Of(Opcode.BoolFromI32),
        ITypeKind.S8 => Instruction.Of(Opcode.S8FromI32),
        ITypeKind.S16 => Instruction.Of(Opcode.S16FromI32),
        ITypeKind.S32 => Instruction.Of(Opcode.S32FromI32),
        ITypeKind.S64 => Instruction.Of(Opcode.S64FromI64),
        ITypeKind.U8 => Instruction.Of(Opcode.U8FromI32),
        ITypeKind.U16 => Instruction.Of(Opcode.U16FromI32),
        ITypeKind.U32 => Instruction.Of(Opcode.U32FromI32),
        ITypeKind.U64 => Instruction.Of(Opcode.U64FromI64),
        _ => null,
    };
}
