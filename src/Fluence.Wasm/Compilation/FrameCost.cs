using Fluence.Wasm.Decoding;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// The depth that a call of a function takes: an estimate, from the module alone, of the bytes of stack that its frame has at most. The
/// frames of large functions also depend on the runtime's compiler, so these look at the real stack as well.
/// </summary>
internal static class FrameCost
{
    /// <summary>The bytes of a body beyond which the real stack is looked at.</summary>
    internal const int LargeBody = 4096;

    /// <summary>What a function that calls no other may cost without being counted: nothing can follow on its frame.</summary>
    internal const int SmallLeaf = 1024;

    private const int Fixed = 160, PerValue = 8, PerVector = 16, PerVectorInstruction = 8, BodyPart = 4;

    internal static int Of(LocalTypes locals, Instruction[] instructions, FunctionBody body)
    {
        int cost = Fixed + (body.Length / BodyPart) + (body.MaxOperands * PerValue);
        for (int i = 0; i < locals.Count; i++)
        {
            cost += locals[i] == WasmValueType.V128 ? PerVector : PerValue;
        }

        foreach (Instruction instruction in instructions)
        {
            cost += (int)instruction.Opcode >= (int)Opcode.V128Load ? PerVectorInstruction : 0;
        }

        return cost;
    }
}
