using System.Collections.Immutable;
using System.Reflection.Emit;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Blocks and branches.</summary>
internal sealed partial class FunctionCompiler
{
    private CodeBlock Label(uint depth) => _blocks[^(int)(depth + 1)];

    private void CompileControl(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Nop:
                break;
            case Opcode.Unreachable:
                _il.Emit(OpCodes.Br, TrapLabel(TrapCode.Unreachable));
                BecomeDead();
                break;
            case Opcode.Block:
                OpenBlock(in instruction);
                break;
            case Opcode.Loop:
                OpenLoop(in instruction);
                break;
            case Opcode.If:
                OpenIf(in instruction);
                break;
            case Opcode.Else:
                CompileElse(reached: true);
                break;
            case Opcode.End:
                CompileEnd(reached: true);
                break;
            case Opcode.Br:
                Branch(Label(instruction.A));
                BecomeDead();
                break;
            case Opcode.BrIf:
                CompileBranchIf(Label(instruction.A));
                break;
            case Opcode.BrTable:
                CompileBranchTable(instruction.List!);
                BecomeDead();
                break;
            default:
                Return();
                BecomeDead();
                break;
        }
    }

    private void BecomeDead()
    {
        Truncate(_blocks[^1].Height);
        _deadDepth = 0;
    }

    private void SkipDead(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If:
                _deadDepth++;
                break;
            case Opcode.Else when _deadDepth == 0:
                CompileElse(reached: false);
                break;
            case Opcode.End when _deadDepth == 0:
                CompileEnd(reached: false);
                break;
            case Opcode.End:
                _deadDepth--;
                break;
        }
    }

    private void OpenBlock(in Instruction instruction)
    {
        WasmFunctionType type = _contents.BlockTypes(instruction.Block);
        SettleStack();
        _blocks.Add(new CodeBlock
        {
            Opcode = Opcode.Block, Type = type, Height = _stack.Count - type.Parameters.Length, Target = _il.DefineLabel(),
            Results = TakeLocals(type.Results),
        });
    }

    private void OpenLoop(in Instruction instruction)
    {
        WasmFunctionType type = _contents.BlockTypes(instruction.Block);
        SettleStack();
        LocalBuilder[] parameters = DeclareLocals(type.Parameters);
        CodeBlock block = new()
        {
            Opcode = Opcode.Loop, Type = type, Height = _stack.Count - type.Parameters.Length, Target = _il.DefineLabel(),
            Parameters = parameters,
        };
        MoveTo(parameters, keep: false);
        _blocks.Add(block);
        _il.MarkLabel(block.Target);
        PushAll(parameters, type.Parameters);
        _checkedExtents.Clear();
        CountedLoop? counted = CountedLoop.At(_instructions, _position);
        if (counted is { } loop)
        {
            _ranges[loop.Local] = loop;
        }

        _position++;
        StartFuelBlock(isLoop: counted is not { IsInnermost: true, Turns: <= MaxUninterruptedTurns });
        _position--;
    }

    private void OpenIf(in Instruction instruction)
    {
        WasmFunctionType type = _contents.BlockTypes(instruction.Block);
        Node condition = Pop();
        SettleStack();
        LocalBuilder[] parameters = DeclareLocals(type.Parameters);
        Label otherwise = _il.DefineLabel();
        MoveTo(parameters, keep: false);
        EmitBranch(condition, otherwise, whenTrue: false);
        _blocks.Add(new CodeBlock
        {
            Opcode = Opcode.If, Type = type, Height = _stack.Count, Target = _il.DefineLabel(),
            Parameters = parameters, Results = TakeLocals(type.Results), Else = otherwise,
        });
        PushAll(parameters, type.Parameters);
        StartNextFuelBlock();
    }

    private void CompileElse(bool reached)
    {
        CodeBlock block = _blocks[^1];
        if (reached)
        {
            MoveTo(block.Results, keep: false);
            block.IsTarget = true;
            _il.Emit(OpCodes.Br, block.Target);
        }

        Truncate(block.Height);
        block.HasElse = true;
        _deadDepth = -1;
        _il.MarkLabel(block.Else);
        PushAll(block.Parameters, block.Type.Parameters);
        _checkedExtents.Clear();
        StartNextFuelBlock();
    }

    private void CompileEnd(bool reached)
    {
        CodeBlock block = _blocks[^1];
        if (_blocks.Count == 1)
        {
            if (reached)
            {
                Return();
            }

            return;
        }

        _blocks.RemoveAt(_blocks.Count - 1);
        if (block.Opcode == Opcode.Loop)
        {
            _deadDepth = reached ? -1 : 0;
            if (!reached)
            {
                return;
            }
        }
        else
        {
            CloseBlock(block, reached);
        }

        if (_deadDepth < 0)
        {
            StartNextFuelBlock();
        }
    }

    private void CloseBlock(CodeBlock block, bool reached)
    {
        bool fallsThroughElse = block.Opcode == Opcode.If && !block.HasElse;
        if (reached)
        {
            MoveTo(block.Results, keep: false);
            if (fallsThroughElse && block.Results.Length > 0)
            {
                _il.Emit(OpCodes.Br, block.Target);
            }
        }

        Truncate(block.Height);
        if (fallsThroughElse)
        {
            _il.MarkLabel(block.Else);
            for (int i = 0; i < block.Results.Length; i++)
            {
                _il.Emit(OpCodes.Ldloc, block.Parameters[i]);
                _il.Emit(OpCodes.Stloc, block.Results[i]);
            }
        }

        _il.MarkLabel(block.Target);
        _checkedExtents.Clear();
        bool continues = reached || block.IsTarget || fallsThroughElse;
        _deadDepth = continues ? -1 : 0;
        if (continues)
        {
            PushAll(block.Results, block.Type.Results);
        }
    }

    /// <summary>Goes to a block's target with the operands that it takes; they stay on the stack.</summary>
    private void Branch(CodeBlock block)
    {
        if (ReferenceEquals(block, _blocks[0]))
        {
            Return();
            return;
        }

        MoveTo(block.BranchLocals, keep: true);
        block.IsTarget = true;
        _il.Emit(OpCodes.Br, block.Target);
    }

    private void CompileBranchIf(CodeBlock block)
    {
        Node condition = Pop();
        bool isReturn = ReferenceEquals(block, _blocks[0]);
        int arity = isReturn ? _type.Results.Length : block.BranchLocals.Length;
        if (arity == 0 && !isReturn)
        {
            block.IsTarget = true;
            EmitBranch(condition, block.Target, whenTrue: true);
        }
        else
        {
            SettleStack(_stack.Count - arity);
            Label stays = _il.DefineLabel();
            EmitBranch(condition, stays, whenTrue: false);
            Branch(block);
            _il.MarkLabel(stays);
        }

        StartNextFuelBlock();
    }

    private void CompileBranchTable(uint[] labels)
    {
        Node index = Pop();
        int arity = ReferenceEquals(Label(labels[^1]), _blocks[0]) ? _type.Results.Length : Label(labels[^1]).BranchLocals.Length;
        SettleStack(_stack.Count - arity);
        Dictionary<uint, Label> ways = [];
        foreach (uint label in labels)
        {
            CodeBlock block = Label(label);
            if (!ways.ContainsKey(label))
            {
                bool isDirect = arity == 0 && !ReferenceEquals(block, _blocks[0]);
                block.IsTarget |= isDirect;
                ways.Add(label, isDirect ? block.Target : _il.DefineLabel());
            }
        }

        Emit(index);
        _il.Emit(OpCodes.Switch, [.. labels[..^1].Select(label => ways[label])]);
        _il.Emit(OpCodes.Br, ways[labels[^1]]);
        foreach ((uint label, Label way) in ways)
        {
            CodeBlock block = Label(label);
            if (arity > 0 || ReferenceEquals(block, _blocks[0]))
            {
                _il.MarkLabel(way);
                Branch(block);
            }
        }
    }

    /// <summary>Ends the method with the results on top of the stack; they stay there.</summary>
    private void Return()
    {
        foreach (Node node in _stack[^_type.Results.Length..])
        {
            EmitAgain(node);
        }

        MethodShape.EmitPack(_il, _type.Results);
        WriteFuel();
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>Stores the operands on top of the stack, all read before the first is written.</summary>
    private void MoveTo(LocalBuilder[] locals, bool keep)
    {
        foreach (Node node in _stack[^locals.Length..])
        {
            EmitAgain(node);
        }

        for (int i = locals.Length - 1; i >= 0; i--)
        {
            _il.Emit(OpCodes.Stloc, locals[i]);
        }

        if (!keep)
        {
            Truncate(_stack.Count - locals.Length);
        }
    }

    private void PushAll(LocalBuilder[] locals, ImmutableArray<WasmValueType> types)
    {
        for (int i = 0; i < locals.Length; i++)
        {
            _stack.Add(Node.OfTemporary(locals[i], types[i]));
        }
    }

    private LocalBuilder[] TakeLocals(ImmutableArray<WasmValueType> types) =>
        [.. types.Select(type => _temporaries.Take(ClrType.Of(type)))];

    private LocalBuilder[] DeclareLocals(ImmutableArray<WasmValueType> types) =>
        [.. types.Select(type => _il.DeclareLocal(ClrType.Of(type)))];

    /// <summary>Branches when a condition is not zero, or when it is.</summary>
    private void EmitBranch(Node condition, Label target, bool whenTrue)
    {
        if (condition.Kind == NodeKind.Operation && condition.Instruction.Opcode == Opcode.I32Eqz)
        {
            EmitBranch(condition.Operands[0], target, !whenTrue);
            return;
        }

        if (condition.Kind == NodeKind.Operation
            && OperationEmitter.BranchFor(condition.Instruction.Opcode, whenTrue) is OpCode branch)
        {
            Emit(condition.Operands[0]);
            Emit(condition.Operands[1]);
            _il.Emit(branch, target);
            return;
        }

        Emit(condition);
        _il.Emit(whenTrue ? OpCodes.Brtrue : OpCodes.Brfalse, target);
    }
}
