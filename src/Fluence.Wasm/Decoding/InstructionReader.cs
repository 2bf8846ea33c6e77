using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Decoding;

/// <summary>Reads instructions with their immediates.</summary>
internal static class InstructionReader
{
    private const int MaxBranchTable = 65_520;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static InstructionInfo Read(ref WasmReader reader, out Instruction instruction)
    {
        instruction = default;
        int opcode = reader.ReadByte();
        if (opcode >= 0xFC)
        {
            opcode = Prefixed(ref reader, opcode);
        }

        InstructionInfo info = InstructionTable.Find(opcode) ?? throw Illegal(ref reader, opcode);
        instruction.Opcode = info.Opcode;
        switch (info.Immediate)
        {
            case Immediate.None:
                break;
            case Immediate.Index:
                instruction.A = reader.ReadU32();
                break;
            case Immediate.Memory:
                instruction.A = reader.ReadU32();
                instruction.Bits = reader.ReadU32();
                break;
            case Immediate.I32:
                instruction.Bits = (uint)reader.ReadS32();
                break;
            case Immediate.I64:
                instruction.Bits = (ulong)reader.ReadS64();
                break;
            case Immediate.Block:
                instruction.Block = ReadBlockType(ref reader);
                break;
            default:
                ReadRare(ref reader, info, ref instruction);
                break;
        }

        return info;
    }

    private static int Prefixed(ref WasmReader reader, int prefix)
    {
        uint code = reader.ReadU32();
        return prefix switch
        {
            0xFC when code < 0x100 => 0x100 + (int)code,
            0xFD when code < 0x100 => 0x200 + (int)code,
            _ => -1,
        };
    }

    private static WasmFormatException Illegal(ref WasmReader reader, int opcode) =>
        reader.Error(opcode is >= 0 and < 0x100 ? $"illegal opcode {opcode:x2}" : "illegal opcode");

    private static void ReadRare(ref WasmReader reader, InstructionInfo info, ref Instruction instruction)
    {
        switch (info.Immediate)
        {
            case Immediate.TwoIndices:
                instruction.A = reader.ReadU32();
                instruction.B = reader.ReadU32();
                break;
            case Immediate.BranchTable:
                instruction.List = ReadLabels(ref reader);
                break;
            case Immediate.Types:
                instruction.List = ReadTypes(ref reader);
                break;
            case Immediate.RefType:
                instruction.A = (uint)TypeReader.ReadReferenceType(ref reader);
                break;
            case Immediate.MemoryLane:
                instruction.A = reader.ReadU32();
                instruction.Bits = reader.ReadU32();
                instruction.B = reader.ReadByte();
                break;
            case Immediate.Lane:
                instruction.B = reader.ReadByte();
                break;
            case Immediate.ZeroByte:
                ReadZero(ref reader);
                break;
            case Immediate.TwoZeroBytes:
                ReadZero(ref reader);
                ReadZero(ref reader);
                break;
            case Immediate.MemoryInit:
                instruction.A = reader.ReadU32();
                ReadZero(ref reader);
                break;
            case Immediate.F32:
                instruction.Bits = reader.ReadFixed32();
                break;
            case Immediate.F64:
                instruction.Bits = reader.ReadFixed64();
                break;
            default:
                instruction.Vector = Vector128.Create(reader.ReadBytes(16));
                break;
        }
    }

    private static int ReadBlockType(ref WasmReader reader)
    {
        long type = reader.ReadS33();
        if (type is >= 0 and <= int.MaxValue or BlockType.Empty)
        {
            return (int)type;
        }

        return type is < 0 and > -64 && TypeReader.IsValueType((byte)(type & 0x7F))
            ? (int)type : throw reader.Error("malformed block type");
    }

    private static uint[] ReadLabels(ref WasmReader reader)
    {
        int count = reader.ReadCount(MaxBranchTable, "labels of a br_table");
        uint[] labels = new uint[count + 1];
        for (int i = 0; i <= count; i++)
        {
            labels[i] = reader.ReadU32();
        }

        return labels;
    }

    private static uint[] ReadTypes(ref WasmReader reader)
    {
        uint[] types = new uint[reader.ReadCount(MaxBranchTable, "types of a select")];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = (uint)TypeReader.ReadValueType(ref reader);
        }

        return types;
    }

    private static void ReadZero(ref WasmReader reader)
    {
        if (reader.ReadByte() != 0)
        {
            throw reader.Error("zero byte expected");
        }
    }
}
