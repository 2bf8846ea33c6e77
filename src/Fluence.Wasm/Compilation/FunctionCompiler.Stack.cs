using System.Reflection.Emit;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>The operand stack and the emission of its expressions.</summary>
internal sealed partial class FunctionCompiler
{
    private Node Pop()
    {
        Node node = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return node;
    }

    private Node[] Pop(int count)
    {
        Node[] nodes = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return nodes;
    }

    /// <summary>Pushes an expression, or where it has grown too high the temporary that holds its value.</summary>
    private void Push(Node node) => _stack.Add(node.Height > MaxHeight ? Settle(node) : node);

    /// <summary>Pushes the value on the IL stack.</summary>
    private void PushValue(WasmValueType type)
    {
        LocalBuilder temporary = _temporaries.Take(ClrType.Of(type));
        _il.Emit(OpCodes.Stloc, temporary);
        _stack.Add(Node.OfTemporary(temporary, type));
    }

    /// <summary>Emits an operation now, so that its value can be read more than once.</summary>
    private Node Settle(Node node)
    {
        if (node.IsLeaf)
        {
            return node;
        }

        Emit(node);
        LocalBuilder temporary = _temporaries.Take(ClrType.Of(node.Type));
        _il.Emit(OpCodes.Stloc, temporary);
        return Node.OfTemporary(temporary, node.Type);
    }

    /// <summary>As <see cref="Settle"/>, and also for a local, which may be written before the value is read.</summary>
    private Node SettleLocal(Node node)
    {
        if (node.Kind != NodeKind.Local)
        {
            return Settle(node);
        }

        Emit(node);
        LocalBuilder temporary = _temporaries.Take(ClrType.Of(node.Type));
        _il.Emit(OpCodes.Stloc, temporary);
        return Node.OfTemporary(temporary, node.Type);
    }

    private static bool IsComparison(Node node) =>
        node.Kind == NodeKind.Operation && OperationEmitter.BranchFor(node.Instruction.Opcode, whenTrue: true) is not null;

    /// <summary>Leaves a comparison itself for the branch that probably uses it.</summary>
    private Node SettleOperands(Node comparison) =>
        Node.Operation(comparison.Instruction, comparison.Type, Array.ConvertAll(comparison.Operands, SettleLocal));

    /// <summary>Emits all that is pending, as must be where the ways of control part or meet.</summary>
    private void SettleStack(int from = 0)
    {
        for (int i = from; i < _stack.Count; i++)
        {
            _stack[i] = SettleLocal(_stack[i]);
        }
    }

    /// <summary>Emits an expression for the last time.</summary>
    private void Emit(Node node)
    {
        EmitAgain(node);
        Discard(node);
    }

    /// <summary>Emits an expression whose temporaries are read again later.</summary>
    private void EmitAgain(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Constant:
                EmitConstant(node.Instruction);
                break;
            case NodeKind.Local when node.Local < _type.Parameters.Length:
                _il.Emit(OpCodes.Ldarg, (short)(node.Local + MethodShape.Prefix));
                break;
            case NodeKind.Local:
                _il.Emit(OpCodes.Ldloc, _locals[node.Local - _type.Parameters.Length]);
                break;
            case NodeKind.Temporary:
                _il.Emit(OpCodes.Ldloc, node.Temporary!);
                break;
            default:
                EmitOperation(node, isPartOfSum: false);
                break;
        }
    }

    /// <param name="node">The operation.</param>
    /// <param name="isPartOfSum">Whether the value is only used by an operation that has flags of its own.</param>
    private void EmitOperation(Node node, bool isPartOfSum)
    {
        Opcode opcode = node.Instruction.Opcode;
        if (RotationEmitter.IsRotation(opcode) && node.Operands[1].Kind == NodeKind.Constant)
        {
            EmitAgain(node.Operands[0]);
            RotationEmitter.Emit(_il, opcode, (int)node.Operands[1].Instruction.Bits, isPartOfSum);
            return;
        }

        foreach (Node operand in node.Operands)
        {
            if (OpaqueConstants.IsNeededBy(opcode))
            {
                EmitArithmeticOperand(operand);
            }
            else if (RotationEmitter.IsSum(node) && RotationEmitter.SumOfThree(operand) is { } rotations)
            {
                EmitNested(rotations.Value, rotations.Opcode, rotations.Counts);
            }
            else if (RotationEmitter.IsRotation(operand.Instruction.Opcode) && operand.Kind == NodeKind.Operation)
            {
                EmitOperation(operand, RotationEmitter.IsSum(node));
            }
            else
            {
                EmitAgain(operand);
            }
        }

        OperationEmitter.Emit(_il, node.Instruction, _canonicalNaNs);
    }

    /// <summary>Emits a sum of three rotations of one value as rotations within rotations, which takes fewer instructions.</summary>
    private void EmitNested(Node value, Opcode rotateLeft, int[] counts)
    {
        EmitAgain(value);
        EmitAgain(value);
        EmitAgain(value);
        RotationEmitter.Emit(_il, rotateLeft, counts[2] - counts[1], isPartOfSum: true);
        _il.Emit(OpCodes.Xor);
        RotationEmitter.Emit(_il, rotateLeft, counts[1] - counts[0], isPartOfSum: true);
        _il.Emit(OpCodes.Xor);
        RotationEmitter.Emit(_il, rotateLeft, counts[0], isPartOfSum: true);
    }

    /// <summary>Gives the temporaries of an expression back.</summary>
    private void Discard(Node node)
    {
        if (node.Kind == NodeKind.Temporary)
        {
            _temporaries.Release(node.Temporary!);
        }

        foreach (Node operand in node.Operands)
        {
            Discard(operand);
        }
    }

    private void Truncate(int height)
    {
        while (_stack.Count > height)
        {
            Discard(Pop());
        }
    }

    private void EmitConstant(in Instruction constant)
    {
        switch (constant.Opcode)
        {
            case Opcode.I32Const:
                _il.Emit(OpCodes.Ldc_I4, (int)constant.Bits);
                break;
            case Opcode.I64Const:
                _il.Emit(OpCodes.Ldc_I8, (long)constant.Bits);
                break;
            case Opcode.F32Const:
                EmitFloat(BitConverter.UInt32BitsToSingle((uint)constant.Bits), (int)constant.Bits);
                break;
            case Opcode.F64Const:
                EmitDouble(BitConverter.UInt64BitsToDouble(constant.Bits), (long)constant.Bits);
                break;
            case Opcode.V128Const:
                OperationEmitter.EmitVector(_il, constant.Vector);
                break;
            default:
                _il.Emit(OpCodes.Ldnull);
                break;
        }
    }

    private void EmitFloat(float value, int bits)
    {
        if (!float.IsNaN(value))
        {
            _il.Emit(OpCodes.Ldc_R4, value);
            return;
        }

        _il.Emit(OpCodes.Ldc_I4, bits);
        _il.Emit(OpCodes.Call, Reflect.Method(typeof(OpaqueConstants), nameof(OpaqueConstants.F32)));
    }

    private void EmitDouble(double value, long bits)
    {
        if (!double.IsNaN(value))
        {
            _il.Emit(OpCodes.Ldc_R8, value);
            return;
        }

        _il.Emit(OpCodes.Ldc_I8, bits);
        _il.Emit(OpCodes.Call, Reflect.Method(typeof(OpaqueConstants), nameof(OpaqueConstants.F64)));
    }

    /// <summary>Emits an operand of float arithmetic so that the operation is not left out, which would leave a NaN signalling.</summary>
    private void EmitArithmeticOperand(Node operand)
    {
        if (operand.Kind == NodeKind.Constant && OpaqueConstants.FieldFor(operand.Instruction) is { } field)
        {
            _il.Emit(OpCodes.Ldsfld, field);
        }
        else
        {
            EmitAgain(operand);
        }
    }

    private void StoreLocal(int local)
    {
        Node value = Pop();
        for (int i = 0; i < _stack.Count; i++)
        {
            if (_stack[i].Reads(local))
            {
                _stack[i] = IsComparison(_stack[i]) ? SettleOperands(_stack[i]) : SettleLocal(_stack[i]);
            }
        }

        Emit(value);
        if (local < _type.Parameters.Length)
        {
            _il.Emit(OpCodes.Starg, (short)(local + MethodShape.Prefix));
        }
        else
        {
            _il.Emit(OpCodes.Stloc, _locals[local - _type.Parameters.Length]);
        }

        _checkedExtents.Remove(local);
    }

    private void CompileSelect()
    {
        Node condition = Pop(), second = Pop(), first = Pop();
        LocalBuilder result = _temporaries.Take(ClrType.Of(first.Type));
        Label done = _il.DefineLabel();
        Emit(first);
        _il.Emit(OpCodes.Stloc, result);
        EmitBranch(condition, done, whenTrue: true);
        Emit(second);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(done);
        _stack.Add(Node.OfTemporary(result, first.Type));
    }
}
