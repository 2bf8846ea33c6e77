using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Instructions;

/// <summary>An instruction with its immediates.</summary>
internal struct Instruction
{
    internal Opcode Opcode;

    /// <summary>The type's byte or type index of a block (see <see cref="BlockType"/>).</summary>
    internal int Block;

    /// <summary>The first index, alignment exponent, or reference type.</summary>
    internal uint A;

    /// <summary>The second index, or lane.</summary>
    internal uint B;

    /// <summary>The constant's bits, or a memory access's offset.</summary>
    internal ulong Bits;

    /// <summary>The 128-bit constant, or the lanes of a shuffle.</summary>
    internal Vector128<byte> Vector;

    /// <summary>The labels of a br_table, the default last; the types of a typed select, as their bytes.</summary>
    internal uint[]? List;
}
