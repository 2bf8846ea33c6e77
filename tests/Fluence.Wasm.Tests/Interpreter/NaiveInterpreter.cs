using Fluence.Wasm.Compilation;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>
/// A second opinion: runs the scalar instructions one by one as the specification says, and counts fuel block by block as
/// docs/formats/wasm-fuel.md says.
/// </summary>
internal sealed class NaiveInterpreter
{
    private readonly ModuleContents _module;
    private readonly ulong[] _globals;
    private readonly int[] _table;
    private readonly Dictionary<int, InterpretedFunction> _functions = [];
    private readonly NaiveMemory? _memory;

    internal NaiveInterpreter(WasmModule module)
    {
        _module = module.Contents;
        _globals = [.. _module.GlobalValues.Select(value => System.Runtime.Intrinsics.Vector128.AsUInt64(value.Bits)[0])];
        _memory = _module.Memories.Count > 0 ? new NaiveMemory((int)_module.Memories[0].Min, (int?)_module.Memories[0].Max ?? 65_536) : null;
        _table = new int[_module.Tables.Count > 0 ? (int)_module.Tables[0].Limits.Min : 0];
        Array.Fill(_table, -1);
        foreach (ElementSegment segment in _module.Elements)
        {
            for (int i = 0; i < segment.Items.Length; i++)
            {
                _table[segment.Offset.AsOffset() + i] = segment.Items[i].Index;
            }
        }
    }

    internal long Fuel { get; set; } = long.MaxValue;

    internal byte[] Memory => _memory?.Bytes ?? [];

    internal ulong[] Globals => _globals;

    internal ulong[] Call(int index, params ReadOnlySpan<ulong> arguments)
    {
        if (!_functions.TryGetValue(index, out InterpretedFunction? function))
        {
            _functions[index] = function = new InterpretedFunction(_module, index);
        }

        ulong[] locals = new ulong[function.LocalCount];
        arguments.CopyTo(locals);
        Stack<ulong> stack = new();
        List<NaiveLabel> labels = [new(function.Instructions.Length, 0, function.Type.Results.Length, false)];
        Run(function, locals, stack, labels);
        return [.. stack.Take(function.Type.Results.Length).Reverse()];
    }

    private static NaiveTrap Trap(TrapCode code) => new(code);

    private void Charge(InterpretedFunction function, int position)
    {
        long cost = function.BlockCost(position);
        if (Fuel < cost)
        {
            Fuel = 0;
            throw Trap(TrapCode.OutOfFuel);
        }

        Fuel -= cost;
    }

    private void Run(InterpretedFunction function, ulong[] locals, Stack<ulong> stack, List<NaiveLabel> labels)
    {
        int position = 0;
        bool starts = true;
        while (position < function.Instructions.Length)
        {
            if (starts)
            {
                Charge(function, position);
            }

            ref readonly Instruction instruction = ref function.Instructions[position];
            starts = FuelCosts.EndsBlock(instruction.Opcode);
            int next = position + 1;
            switch (instruction.Opcode)
            {
                case Opcode.Unreachable:
                    throw Trap(TrapCode.Unreachable);
                case Opcode.Block:
                    labels.Add(new(function.EndOf(position) + 1, stack.Count, function.Results(in instruction), false));
                    break;
                case Opcode.Loop:
                    labels.Add(new(position + 1, stack.Count, 0, true));
                    break;
                case Opcode.If:
                    bool condition = (uint)stack.Pop() != 0;
                    labels.Add(new(function.EndOf(position) + 1, stack.Count, function.Results(in instruction), false));
                    if (!condition)
                    {
                        next = function.ElseOf(position) is int otherwise ? otherwise + 1 : function.EndOf(position);
                        starts = function.ElseOf(position) is not null;
                    }

                    break;
                case Opcode.Else:
                    next = function.EndOf(position);
                    starts = false;
                    break;
                case Opcode.End:
                    labels.RemoveAt(labels.Count - 1);
                    break;
                case Opcode.Br:
                    next = Branch(stack, labels, instruction.A);
                    break;
                case Opcode.BrIf:
                    next = (uint)stack.Pop() != 0 ? Branch(stack, labels, instruction.A) : next;
                    break;
                case Opcode.BrTable:
                    uint choice = (uint)stack.Pop();
                    next = Branch(stack, labels, instruction.List![Math.Min(choice, (uint)instruction.List.Length - 1)]);
                    break;
                case Opcode.Return:
                    next = function.Instructions.Length;
                    break;
                case Opcode.Call:
                    Invoke(stack, (int)instruction.A);
                    break;
                case Opcode.CallIndirect:
                    Invoke(stack, Resolve((uint)stack.Pop(), _module.Types[instruction.A]));
                    break;
                default:
                    Plain(in instruction, locals, stack);
                    break;
            }

            position = next;
        }
    }

    private static int Branch(Stack<ulong> stack, List<NaiveLabel> labels, uint depth)
    {
        int place = labels.Count - 1 - (int)depth;
        NaiveLabel label = labels[place];
        ulong[] kept = [.. stack.Take(label.Arity).Reverse()];
        while (stack.Count > label.Height)
        {
            stack.Pop();
        }

        foreach (ulong value in kept)
        {
            stack.Push(value);
        }

        int from = label.IsLoop ? place + 1 : place;
        labels.RemoveRange(from, labels.Count - from);
        return label.Target;
    }

    private int Resolve(uint index, WasmFunctionType type)
    {
        if (index >= _table.Length)
        {
            throw Trap(TrapCode.UndefinedElement);
        }

        int function = _table[index];
        return function < 0 ? throw Trap(TrapCode.UninitializedElement)
            : _module.Functions[function].Equals(type) ? function : throw Trap(TrapCode.IndirectCallTypeMismatch);
    }

    private void Invoke(Stack<ulong> stack, int function)
    {
        ulong[] arguments = new ulong[_module.Functions[function].Parameters.Length];
        for (int i = arguments.Length - 1; i >= 0; i--)
        {
            arguments[i] = stack.Pop();
        }

        foreach (ulong result in Call(function, arguments))
        {
            stack.Push(result);
        }
    }

    private void Plain(in Instruction instruction, ulong[] locals, Stack<ulong> stack)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Nop:
                break;
            case Opcode.Drop:
                stack.Pop();
                break;
            case Opcode.Select:
                bool first = (uint)stack.Pop() != 0;
                ulong b = stack.Pop(), a = stack.Pop();
                stack.Push(first ? a : b);
                break;
            case Opcode.LocalGet:
                stack.Push(locals[instruction.A]);
                break;
            case Opcode.LocalSet:
                locals[instruction.A] = stack.Pop();
                break;
            case Opcode.LocalTee:
                locals[instruction.A] = stack.Peek();
                break;
            case Opcode.GlobalGet:
                stack.Push(_globals[instruction.A]);
                break;
            case Opcode.GlobalSet:
                _globals[instruction.A] = stack.Pop();
                break;
            case Opcode.I32Const or Opcode.I64Const or Opcode.F32Const or Opcode.F64Const:
                stack.Push(instruction.Bits);
                break;
            default:
                if (_memory is null || !_memory.TryRun(in instruction, stack, Charge))
                {
                    NaiveArithmetic.Run(instruction.Opcode, stack);
                }

                break;
        }
    }

    private void Charge(long amount)
    {
        if (Fuel < amount)
        {
            Fuel = 0;
            throw Trap(TrapCode.OutOfFuel);
        }

        Fuel -= amount;
    }
}

/// <summary>Where a branch goes, the operands below the block's own, the operands taken along.</summary>
internal readonly record struct NaiveLabel(int Target, int Height, int Arity, bool IsLoop);
