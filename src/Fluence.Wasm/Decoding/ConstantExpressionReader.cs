using System.Runtime.Intrinsics;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Decoding;

/// <summary>Reads and validates the constant expressions of initial values and offsets.</summary>
internal static class ConstantExpressionReader
{
    internal static ConstantExpression Read(ref WasmReader reader, ModuleContents module, WasmValueType expected)
    {
        ConstantExpression? result = null;
        bool typeMismatch = false;
        while (true)
        {
            InstructionInfo info = InstructionReader.Read(ref reader, out Instruction instruction);
            if (info.Opcode == Opcode.End)
            {
                return result is { } value && !typeMismatch ? value : throw reader.Error("type mismatch");
            }

            (ConstantExpression expression, WasmValueType type) = Evaluate(ref reader, module, in instruction);
            typeMismatch |= result is not null || type != expected;
            result = expression;
        }
    }

    private static (ConstantExpression Expression, WasmValueType Type) Evaluate(
        ref WasmReader reader, ModuleContents module, in Instruction instruction) => instruction.Opcode switch
        {
            Opcode.I32Const => (Constant(in instruction), WasmValueType.I32),
            Opcode.I64Const => (Constant(in instruction), WasmValueType.I64),
            Opcode.F32Const => (Constant(in instruction), WasmValueType.F32),
            Opcode.F64Const => (Constant(in instruction), WasmValueType.F64),
            Opcode.V128Const => (new(Opcode.V128Const, instruction.Vector, 0), WasmValueType.V128),
            Opcode.RefNull => (Constant(in instruction), (WasmValueType)instruction.A),
            Opcode.RefFunc => (Function(ref reader, module, instruction.A), WasmValueType.FuncRef),
            Opcode.GlobalGet => Global(ref reader, module, instruction.A),
            _ => throw reader.Error("constant expression required"),
        };

    private static ConstantExpression Constant(in Instruction instruction) =>
        new(instruction.Opcode, Vector128.Create(instruction.Bits, 0).AsByte(), 0);

    internal static ConstantExpression Function(ref WasmReader reader, ModuleContents module, uint index)
    {
        if (index >= module.Functions.Count)
        {
            throw reader.Error($"unknown function {index}");
        }

        module.DeclaredReferences.Add((int)index);
        return new(Opcode.RefFunc, default, (int)index);
    }

    private static (ConstantExpression Expression, WasmValueType Type) Global(ref WasmReader reader, ModuleContents module, uint index)
    {
        if (index >= module.ImportedGlobals)
        {
            throw reader.Error($"unknown global {index}");
        }

        GlobalType type = module.Globals[(int)index];
        return type.IsMutable
            ? throw reader.Error("constant expression required")
            : (new(Opcode.GlobalGet, default, (int)index), type.Type);
    }
}
