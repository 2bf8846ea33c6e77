using System.Collections.Immutable;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>Reads adapters.</summary>
internal static class InstructionDecoder
{
    /// <summary>Reads an adapter: the index of its type and a list of instructions.</summary>
    public static Adapter ReadAdapter(ref SectionReader reader)
    {
        uint type = reader.ReadIndex();
        int count = reader.ReadListCount();
        ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>(count);
        for (int i = 0; i < count; i++)
        {
            instructions.Add(ReadInstruction(ref reader));
        }

        return new Adapter(type, instructions.MoveToImmutable());
    }

    private static Instruction ReadInstruction(ref SectionReader reader)
    {
        byte code = reader.ReadByte();
        if (!OpcodeText.IsDefined(code))
        {
            throw reader.Error("Alt", $"there is no instruction 0x{code:x2}");
        }

        Opcode opcode = (Opcode)code;
        return opcode switch
        {
            Opcode.ArgumentGet or Opcode.CallCore or Opcode.RecordLiftMemory or Opcode.RecordLowerMemory =>
                new IndexInstruction(opcode, reader.ReadIndex()),
            Opcode.ArrayLiftMemory or Opcode.ArrayLowerMemory => new TypeInstruction(opcode, TypeDecoder.ReadType(ref reader)),

            // constants are the lower bits of the integer, as in the original
            Opcode.PushI32 => Instruction.PushI32((int)reader.ReadInteger()),
            Opcode.PushI64 => Instruction.PushI64((long)reader.ReadInteger()),
            _ => Instruction.Of(opcode),
        };
    }
}
