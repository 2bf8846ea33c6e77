using System.Runtime.CompilerServices;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Validation;

/// <summary>The instructions whose types depend on their immediates or on the stack.</summary>
internal sealed partial class FunctionValidator
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Polymorphic(ref WasmReader reader, in Instruction instruction)
    {
        bool matches = true;
        switch (instruction.Opcode)
        {
            case Opcode.LocalGet:
                _stack.Push(Local(ref reader, instruction.A));
                break;
            case Opcode.LocalSet:
                matches = _stack.TryPop(Local(ref reader, instruction.A));
                break;
            case Opcode.LocalTee:
                WasmValueType local = Local(ref reader, instruction.A);
                matches = _stack.TryPop(local);
                _stack.Push(local);
                break;
            case Opcode.GlobalGet:
                _stack.Push(Global(ref reader, instruction.A).Type);
                break;
            case Opcode.GlobalSet:
                GlobalType global = Global(ref reader, instruction.A);
                if (!global.IsMutable)
                {
                    throw reader.Error("global is immutable");
                }

                matches = _stack.TryPop(global.Type);
                break;
            case Opcode.Drop:
                matches = _stack.TryPop(out _);
                break;
            case Opcode.Select:
            case Opcode.SelectTyped:
                matches = Select(ref reader, in instruction);
                break;
            case Opcode.Call:
                Require(ref reader, instruction.A, module.Functions.Count, "function");
                matches = Apply(module.Functions[(int)instruction.A]);
                break;
            case Opcode.CallIndirect:
                matches = CallIndirect(ref reader, in instruction);
                break;
            case <= Opcode.Return:
                Control(ref reader, in instruction);
                break;
            default:
                matches = Reference(ref reader, in instruction);
                break;
        }

        if (!matches)
        {
            throw Mismatch(ref reader, InstructionTable.Get(instruction.Opcode));
        }
    }

    private void Control(ref WasmReader reader, in Instruction instruction)
    {
        bool matches = true;
        switch (instruction.Opcode)
        {
            case Opcode.Nop:
                break;
            case Opcode.Unreachable:
                _stack.MarkUnreachable();
                break;
            case Opcode.Block:
            case Opcode.Loop:
            case Opcode.If:
                matches = Open(ref reader, in instruction);
                break;
            case Opcode.Else:
                matches = _stack.Top.Opcode == Opcode.If
                    ? _stack.TryClose(out ControlFrame opened)
                    : throw reader.Error("END opcode expected: else without if");
                _stack.Open(Opcode.Else, opened.Type);
                break;
            case Opcode.End:
                matches = End();
                break;
            case Opcode.Br:
                matches = _stack.TryPop(Label(ref reader, instruction.A).LabelTypes);
                _stack.MarkUnreachable();
                break;
            case Opcode.BrIf:
                ReadOnlySpan<WasmValueType> types = Label(ref reader, instruction.A).LabelTypes;
                matches = _stack.TryPop(WasmValueType.I32) && _stack.TryPop(types);
                _stack.Push(types);
                break;
            case Opcode.BrTable:
                matches = BranchTable(ref reader, instruction.List!);
                break;
            default:
                matches = _stack.TryPop(_stack.Label(_stack.Depth - 1).LabelTypes);
                _stack.MarkUnreachable();
                break;
        }

        if (!matches)
        {
            throw Mismatch(ref reader, InstructionTable.Get(instruction.Opcode));
        }
    }

    private bool Open(ref WasmReader reader, in Instruction instruction)
    {
        if (instruction.Block >= module.Types.Length)
        {
            throw reader.Error($"unknown type {instruction.Block}");
        }

        if (_stack.Depth >= module.Limits.MaxBlockDepth)
        {
            throw reader.Error($"too many nested blocks, at most {module.Limits.MaxBlockDepth} are allowed");
        }

        WasmFunctionType type = module.BlockTypes(instruction.Block);
        bool matches = (instruction.Opcode != Opcode.If || _stack.TryPop(WasmValueType.I32)) && _stack.TryPop(type.Parameters.AsSpan());
        _stack.Open(instruction.Opcode, type);
        return matches;
    }

    private bool End()
    {
        if (!_stack.TryClose(out ControlFrame frame))
        {
            return false;
        }

        // an if without else hands its parameters on
        if (frame.Opcode == Opcode.If && !frame.Type.Parameters.SequenceEqual(frame.Type.Results))
        {
            return false;
        }

        if (_stack.Depth > 0)
        {
            _stack.Push(frame.Type.Results.AsSpan());
        }

        return true;
    }

    private bool BranchTable(ref WasmReader reader, uint[] labels)
    {
        if (!_stack.TryPop(WasmValueType.I32))
        {
            return false;
        }

        int arity = Label(ref reader, labels[^1]).LabelTypes.Length;
        foreach (uint label in labels)
        {
            ReadOnlySpan<WasmValueType> types = Label(ref reader, label).LabelTypes;
            if (types.Length != arity || !_stack.TryPeek(types))
            {
                return false;
            }
        }

        _stack.MarkUnreachable();
        return true;
    }

    private ref ControlFrame Label(ref WasmReader reader, uint depth)
    {
        if (depth >= (uint)_stack.Depth)
        {
            throw reader.Error($"unknown label {depth}");
        }

        return ref _stack.Label((int)depth);
    }

    private bool Apply(WasmFunctionType type)
    {
        if (!_stack.TryPop(type.Parameters.AsSpan()))
        {
            return false;
        }

        _stack.Push(type.Results.AsSpan());
        return true;
    }

    private bool CallIndirect(ref WasmReader reader, in Instruction instruction)
    {
        Require(ref reader, instruction.B, module.Tables.Count, "table");
        Require(ref reader, instruction.A, module.Types.Length, "type");
        return module.Tables[(int)instruction.B].Element == WasmValueType.FuncRef
            && _stack.TryPop(WasmValueType.I32) && Apply(module.Types[instruction.A]);
    }

    private bool Select(ref WasmReader reader, in Instruction instruction)
    {
        if (instruction.List is { } list)
        {
            if (list.Length != 1)
            {
                throw reader.Error("invalid result arity");
            }

            WasmValueType type = (WasmValueType)list[0];
            bool matches = _stack.TryPop(WasmValueType.I32) && _stack.TryPop(type) && _stack.TryPop(type);
            _stack.Push(type);
            return matches;
        }

        if (!_stack.TryPop(WasmValueType.I32) || !_stack.TryPop(out WasmValueType second) || !_stack.TryPop(out WasmValueType first))
        {
            return false;
        }

        _stack.Push(first == OperandStack.Unknown ? second : first);
        return !IsReference(first) && !IsReference(second)
            && (first == second || first == OperandStack.Unknown || second == OperandStack.Unknown);
    }

    private static bool IsReference(WasmValueType type) => type is WasmValueType.FuncRef or WasmValueType.ExternRef;

    private bool Reference(ref WasmReader reader, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.RefNull:
                _stack.Push((WasmValueType)instruction.A);
                return true;
            case Opcode.RefIsNull:
                bool popped = _stack.TryPop(out WasmValueType reference);
                _stack.Push(WasmValueType.I32);
                return popped && (IsReference(reference) || reference == OperandStack.Unknown);
        }

        Require(ref reader, instruction.A, module.Tables.Count, "table");
        WasmValueType element = module.Tables[(int)instruction.A].Element;
        bool matches;
        switch (instruction.Opcode)
        {
            case Opcode.TableGet:
                matches = _stack.TryPop(WasmValueType.I32);
                _stack.Push(element);
                return matches;
            case Opcode.TableSet:
                return _stack.TryPop(element) && _stack.TryPop(WasmValueType.I32);
            case Opcode.TableGrow:
                matches = _stack.TryPop(WasmValueType.I32) && _stack.TryPop(element);
                _stack.Push(WasmValueType.I32);
                return matches;
            default:
                return _stack.TryPop(WasmValueType.I32) && _stack.TryPop(element) && _stack.TryPop(WasmValueType.I32);
        }
    }

    private WasmValueType Local(ref WasmReader reader, uint index)
    {
        Require(ref reader, index, _locals.Count, "local");
        return _locals[(int)index];
    }

    private GlobalType Global(ref WasmReader reader, uint index)
    {
        Require(ref reader, index, module.Globals.Count, "global");
        return module.Globals[(int)index];
    }
}
