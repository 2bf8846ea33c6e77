namespace Fluence.Wasm.Instructions;

/// <summary>One instruction: its text name, operand types and immediates.</summary>
internal sealed class InstructionInfo
{
    internal InstructionInfo(Opcode opcode, string name, string signature, Immediate immediate, int size)
    {
        Opcode = opcode;
        Name = name;
        Immediate = immediate;
        Size = size;
        IsPolymorphic = signature == "*";
        if (!IsPolymorphic)
        {
            int colon = signature.IndexOf(':', StringComparison.Ordinal);
            Parameters = [.. signature[..colon].Select(ToType)];
            Results = [.. signature[(colon + 1)..].Select(ToType)];
        }
    }

    internal Opcode Opcode { get; }

    internal string Name { get; }

    internal Immediate Immediate { get; }

    /// <summary>The width in bytes of a memory access, or the number of lanes.</summary>
    internal int Size { get; }

    /// <summary>True when the types depend on the immediates or on the stack.</summary>
    internal bool IsPolymorphic { get; }

    internal WasmValueType[] Parameters { get; } = [];

    internal WasmValueType[] Results { get; } = [];

    private static WasmValueType ToType(char letter) => letter switch
    {
        'i' => WasmValueType.I32,
        'l' => WasmValueType.I64,
        'f' => WasmValueType.F32,
        'd' => WasmValueType.F64,
        'v' => WasmValueType.V128,
        'F' => WasmValueType.FuncRef,
        _ => throw new ArgumentOutOfRangeException(nameof(letter)),
    };
}
