using System.Collections.Immutable;

namespace Fluence.Wasm.Instructions;

/// <summary>
/// What is known of each instruction before its immediates are read. Signatures are written <c>parameters:results</c> with i, l, f, d, v
/// for i32, i64, f32, f64, v128 and F for funcref; <c>*</c> means that the types depend on the immediates or on the stack.
/// </summary>
internal static partial class InstructionTable
{
    private const int Size = 0x300;

    private static readonly InstructionInfo?[] Infos = Build();

    /// <summary>All instructions.</summary>
    internal static ImmutableArray<InstructionInfo> All { get; } = [.. Infos.OfType<InstructionInfo>()];

    /// <summary>The instruction, or null where the opcode is none.</summary>
    internal static InstructionInfo? Find(int opcode) => (uint)opcode < Size ? Infos[opcode] : null;

    /// <summary>A known instruction.</summary>
    internal static InstructionInfo Get(Opcode opcode) => Infos[(int)opcode]!;

    private static InstructionInfo?[] Build()
    {
        InstructionInfo?[] infos = new InstructionInfo?[Size];
        foreach (Entry entry in Core())
        {
            infos[(int)entry.Opcode] = entry.ToInfo();
        }

        foreach (Entry entry in Vector())
        {
            infos[(int)entry.Opcode] = entry.ToInfo();
        }

        return infos;
    }

    /// <summary>A row; the size is the width in bytes of memory instructions and the lane count of lane instructions.</summary>
    private readonly record struct Entry(Opcode Opcode, string Name, string Signature, Immediate Immediate, byte Size)
    {
        internal InstructionInfo ToInfo() => new(Opcode, Name, Signature, Immediate, Size);
    }
}
