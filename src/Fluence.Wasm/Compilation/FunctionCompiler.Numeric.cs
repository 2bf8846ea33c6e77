using System.Reflection.Emit;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Numeric and vector instructions. Those that can trap check their operands first and are pure then.</summary>
internal sealed partial class FunctionCompiler
{
    private void CompileNumeric(in Instruction instruction, InstructionInfo info)
    {
        Node[] operands = Pop(info.Parameters.Length);
        switch (instruction.Opcode)
        {
            case Opcode.I32DivS or Opcode.I64DivS:
                CheckDivisor(operands);
                CheckQuotient(operands);
                break;
            case Opcode.I32DivU or Opcode.I32RemS or Opcode.I32RemU or Opcode.I64DivU or Opcode.I64RemS or Opcode.I64RemU:
                CheckDivisor(operands);
                break;
            case >= Opcode.I32TruncF32S and <= Opcode.I32TruncF64U or >= Opcode.I64TruncF32S and <= Opcode.I64TruncF64U:
                CheckTruncation(operands, TruncationRange.Of(instruction.Opcode));
                break;
        }

        // a constant NaN keeps its bits only as a constant of its own type
        if (instruction.Opcode is Opcode.F32ReinterpretI32 or Opcode.F64ReinterpretI64 && operands[0].Kind == NodeKind.Constant)
        {
            Instruction constant = operands[0].Instruction;
            constant.Opcode = instruction.Opcode == Opcode.F32ReinterpretI32 ? Opcode.F32Const : Opcode.F64Const;
            _stack.Add(Node.Constant(info.Results[0], in constant));
            return;
        }

        if (instruction.Opcode == Opcode.F32DemoteF64 && operands[0] is { Kind: NodeKind.Operation } promotion
            && promotion.Instruction.Opcode == Opcode.F64PromoteF32)
        {
            Push(Quieted(promotion.Operands[0]));
            return;
        }

        Instruction operation = instruction;
        if (RotationEmitter.IsDisjoint(instruction.Opcode, operands))
        {
            operation.Opcode = info.Results[0] == WasmValueType.I32 ? Opcode.I32Add : Opcode.I64Add;
        }

        Push(Node.Operation(in operation, info.Results[0], operands));
    }

    /// <summary>
    /// The f32 itself, but a quiet NaN for a signalling one: a conversion to f64 and back, which the runtime's compiler would leave out.
    /// </summary>
    private static Node Quieted(Node operand)
    {
        Instruction one = new() { Opcode = Opcode.F32Const, Bits = BitConverter.SingleToUInt32Bits(1) };
        Instruction product = new() { Opcode = Opcode.F32Mul };
        return Node.Operation(in product, WasmValueType.F32, operand, Node.Constant(WasmValueType.F32, in one));
    }

    private void CheckDivisor(Node[] operands)
    {
        operands[0] = Settle(operands[0]);
        operands[1] = Settle(operands[1]);
        if (operands[1] is { Kind: NodeKind.Constant } constant && constant.Instruction.Bits != 0)
        {
            return;
        }

        EmitAgain(operands[1]);
        _il.Emit(OpCodes.Brfalse, TrapLabel(TrapCode.IntegerDivideByZero));
    }

    private void CheckQuotient(Node[] operands)
    {
        bool isLong = operands[0].Type == WasmValueType.I64;
        ulong minusOne = isLong ? ulong.MaxValue : uint.MaxValue;
        if (operands[1] is { Kind: NodeKind.Constant } constant && constant.Instruction.Bits != minusOne)
        {
            return;
        }

        Label fits = _il.DefineLabel();
        EmitAgain(operands[1]);
        EmitInteger(isLong, -1);
        _il.Emit(OpCodes.Bne_Un, fits);
        EmitAgain(operands[0]);
        EmitInteger(isLong, isLong ? long.MinValue : int.MinValue);
        _il.Emit(OpCodes.Beq, TrapLabel(TrapCode.IntegerOverflow));
        _il.MarkLabel(fits);
    }

    private void EmitInteger(bool isLong, long value)
    {
        if (isLong)
        {
            _il.Emit(OpCodes.Ldc_I8, value);
        }
        else
        {
            _il.Emit(OpCodes.Ldc_I4, (int)value);
        }
    }

    private void CheckTruncation(Node[] operands, TruncationRange range)
    {
        Node value = operands[0] = Settle(operands[0]);
        EmitAgain(value);
        EmitAgain(value);
        _il.Emit(OpCodes.Bne_Un, TrapLabel(TrapCode.InvalidConversionToInteger));
        EmitAgain(value);
        EmitBound(value.Type, range.Low);
        _il.Emit(range.IncludesLow ? OpCodes.Blt : OpCodes.Ble, TrapLabel(TrapCode.IntegerOverflow));
        EmitAgain(value);
        EmitBound(value.Type, range.High);
        _il.Emit(OpCodes.Bge, TrapLabel(TrapCode.IntegerOverflow));
    }

    private void EmitBound(WasmValueType type, double bound)
    {
        if (type == WasmValueType.F32)
        {
            _il.Emit(OpCodes.Ldc_R4, (float)bound);
        }
        else
        {
            _il.Emit(OpCodes.Ldc_R8, bound);
        }
    }

    private void CompileBulk(in Instruction instruction)
    {
        if (instruction.Opcode == Opcode.MemorySize)
        {
            ReadHead(MemoryHead.Length);
            _il.Emit(OpCodes.Ldc_I4, 16);
            _il.Emit(OpCodes.Shr_Un);
            _il.Emit(OpCodes.Conv_I4);
            PushValue(WasmValueType.I32);
            return;
        }

        BulkOperation operation = BulkOperation.Of(instruction.Opcode);
        Node[] operands = Pop(operation.Operands);
        if (operation.CountOperand >= 0)
        {
            operands[operation.CountOperand] = Settle(operands[operation.CountOperand]);
        }

        WriteFuel();
        EmitSizeCharge(operands, operation);
        _il.Emit(OpCodes.Ldarg_0);
        foreach (Node operand in operands)
        {
            Emit(operand);
        }

        foreach (int immediate in operation.Immediates(in instruction))
        {
            _il.Emit(OpCodes.Ldc_I4, immediate);
        }

        _il.Emit(OpCodes.Call, operation.Method);
        if (operation.Result is { } result)
        {
            PushValue(result);
        }

        ReadFuel();
    }

    private void EmitSizeCharge(Node[] operands, BulkOperation operation)
    {
        if (_fuel is null || operation.CountOperand < 0)
        {
            return;
        }

        LoadMeter();
        EmitAgain(operands[operation.CountOperand]);
        _il.Emit(OpCodes.Call, operation.ChargeMethod);
    }
}
