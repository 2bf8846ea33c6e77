using System.Reflection.Emit;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>A block that is open during compilation.</summary>
internal sealed class CodeBlock
{
    internal required Opcode Opcode { get; init; }

    internal required WasmFunctionType Type { get; init; }

    /// <summary>The operands below the block's own.</summary>
    internal required int Height { get; init; }

    /// <summary>Where a branch goes: to the start of a loop, to the end of others.</summary>
    internal required Label Target { get; init; }

    /// <summary>What holds the parameters of a loop or <c>if</c>.</summary>
    internal LocalBuilder[] Parameters { get; init; } = [];

    /// <summary>What holds the results behind the end.</summary>
    internal LocalBuilder[] Results { get; init; } = [];

    internal Label Else { get; init; }

    internal bool HasElse { get; set; }

    /// <summary>Whether a branch goes to the end.</summary>
    internal bool IsTarget { get; set; }

    internal LocalBuilder[] BranchLocals => Opcode == Opcode.Loop ? Parameters : Results;
}
