using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Validation;

/// <summary>A block that is open during validation.</summary>
internal struct ControlFrame
{
    internal Opcode Opcode;
    internal WasmFunctionType Type;

    /// <summary>The operands below the block's own.</summary>
    internal int Height;

    /// <summary>True behind an unconditional branch, where operands of any type can be popped.</summary>
    internal bool IsUnreachable;

    /// <summary>What a branch to the block takes along: the parameters of a loop, the results of others.</summary>
    internal readonly ReadOnlySpan<WasmValueType> LabelTypes =>
        Opcode == Opcode.Loop ? Type.Parameters.AsSpan() : Type.Results.AsSpan();
}
