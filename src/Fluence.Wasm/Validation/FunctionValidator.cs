using System.Numerics;
using System.Runtime.CompilerServices;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Validation;

/// <summary>Validates the bodies of a module's functions; one object serves many, one after the other.</summary>
internal sealed partial class FunctionValidator(ModuleContents module)
{
    private readonly OperandStack _stack = new();
    private readonly LocalTypes _locals = new();
    private bool _calls;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Validate(int body)
    {
        FunctionBody code = module.Bodies[body];
        WasmReader reader = new(module.Bytes.Span.Slice(code.Start, code.Length), code.Start, "code");
        WasmFunctionType type = module.Functions[module.ImportedFunctions + body];
        _locals.Read(ref reader, type, module.Limits);
        _stack.Clear();
        _calls = false;
        _stack.Open(Opcode.Block, new WasmFunctionType([], type.Results));
        while (_stack.Depth > 0)
        {
            if (reader.AtEnd)
            {
                throw reader.Error("unexpected end of section or function");
            }

            InstructionInfo info = InstructionReader.Read(ref reader, out Instruction instruction);
            if (info.IsPolymorphic)
            {
                _calls |= instruction.Opcode is Opcode.Call or Opcode.CallIndirect;
                Polymorphic(ref reader, in instruction);
                continue;
            }

            if (info.Immediate != Immediate.None)
            {
                CheckImmediates(ref reader, info, in instruction);
            }

            if (!_stack.TryPop(info.Parameters))
            {
                throw Mismatch(ref reader, info);
            }

            _stack.Push(info.Results);
        }

        if (!reader.AtEnd)
        {
            throw reader.Error("section size mismatch: END opcode expected");
        }

        if (_stack.MaxCount > module.Limits.MaxOperands)
        {
            throw reader.Error($"too many operands: {_stack.MaxCount}, at most {module.Limits.MaxOperands} are allowed");
        }

        module.Bodies[body] = code with { MaxOperands = _stack.MaxCount, Calls = _calls };
    }

    private static WasmFormatException Mismatch(ref WasmReader reader, InstructionInfo info) =>
        reader.Error($"type mismatch in {info.Name}");

    private void CheckImmediates(ref WasmReader reader, InstructionInfo info, in Instruction instruction)
    {
        switch (info.Immediate)
        {
            case Immediate.Memory:
            case Immediate.MemoryLane:
                RequireMemory(ref reader);
                if (instruction.A > (uint)BitOperations.Log2((uint)info.Size))
                {
                    throw reader.Error("alignment must not be larger than natural");
                }

                if (info.Immediate == Immediate.MemoryLane)
                {
                    CheckLane(ref reader, instruction.B, 16 / info.Size);
                }

                break;
            case Immediate.Lane:
                CheckLane(ref reader, instruction.B, info.Size);
                break;
            case Immediate.Shuffle:
                for (int i = 0; i < 16; i++)
                {
                    CheckLane(ref reader, instruction.Vector[i], 32);
                }

                break;
            case Immediate.ZeroByte:
            case Immediate.TwoZeroBytes:
                RequireMemory(ref reader);
                break;
            default:
                CheckIndices(ref reader, in instruction);
                break;
        }
    }

    private void CheckIndices(ref WasmReader reader, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefFunc:
                Require(ref reader, instruction.A, module.Functions.Count, "function");
                if (!module.DeclaredReferences.Contains((int)instruction.A))
                {
                    throw reader.Error("undeclared function reference");
                }

                break;
            case Opcode.MemoryInit:
                RequireMemory(ref reader);
                RequireData(ref reader, instruction.A);
                break;
            case Opcode.DataDrop:
                RequireData(ref reader, instruction.A);
                break;
            case Opcode.TableInit:
                Require(ref reader, instruction.B, module.Tables.Count, "table");
                Require(ref reader, instruction.A, module.Elements.Count, "elem segment");
                CheckSame(ref reader, module.Tables[(int)instruction.B].Element, module.Elements[(int)instruction.A].Type);
                break;
            case Opcode.ElemDrop:
                Require(ref reader, instruction.A, module.Elements.Count, "elem segment");
                break;
            case Opcode.TableCopy:
                Require(ref reader, instruction.A, module.Tables.Count, "table");
                Require(ref reader, instruction.B, module.Tables.Count, "table");
                CheckSame(ref reader, module.Tables[(int)instruction.A].Element, module.Tables[(int)instruction.B].Element);
                break;
            case Opcode.TableSize:
                Require(ref reader, instruction.A, module.Tables.Count, "table");
                break;
        }
    }

    private void RequireMemory(ref WasmReader reader) => Require(ref reader, 0, module.Memories.Count, "memory");

    private void RequireData(ref WasmReader reader, uint index)
    {
        if (module.DataCount is not int count)
        {
            throw reader.Error("data count section required");
        }

        Require(ref reader, index, count, "data segment");
    }

    private static void Require(ref WasmReader reader, uint index, int count, string what)
    {
        if (index >= (uint)count)
        {
            throw reader.Error($"unknown {what} {index}");
        }
    }

    private static void CheckSame(ref WasmReader reader, WasmValueType a, WasmValueType b)
    {
        if (a != b)
        {
            throw reader.Error("type mismatch");
        }
    }

    private static void CheckLane(ref WasmReader reader, uint lane, int count)
    {
        if (lane >= (uint)count)
        {
            throw reader.Error("invalid lane index");
        }
    }
}
