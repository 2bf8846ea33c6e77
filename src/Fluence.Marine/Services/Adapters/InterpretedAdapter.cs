using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Runs the instructions of an adapter one by one, whatever they are; what is written by hand needs it.</summary>
internal sealed class InterpretedAdapter(ImmutableArray<Instruction> code, ImmutableArray<WasmValueType> coreArguments) : Adapter
{
    private readonly ImmutableArray<(Instruction Instruction, string Text)> _code = [.. code.Select(each => (each, each.ToString()))];

    public override ImmutableArray<IValue> Run(GuestModule guest, ReadOnlySpan<IValue> arguments)
    {
        AdapterStack stack = new();
        foreach ((Instruction instruction, string text) in _code)
        {
            Execute(instruction, text, guest, arguments, stack);
        }

        return stack.ToImmutable();
    }

    public override void RunImport(GuestModule guest, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        IValue[] values = new IValue[arguments.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = CoreValues.FromWasm(arguments[i], coreArguments[i]);
        }

        ImmutableArray<IValue> outputs = Run(guest, values);
        if (outputs.Length != results.Length)
        {
            throw new HostFunctionException(
                $"A function returned invalid number of results: expected {results.Length}, got {outputs.Length}");
        }

        for (int i = 0; i < results.Length; i++)
        {
            results[i] = CoreValues.ToWasm(outputs[i]);
        }
    }

    private static void Execute(Instruction instruction, string text, GuestModule guest, ReadOnlySpan<IValue> arguments, AdapterStack stack)
    {
        if (ScalarSteps.TryGet(instruction.Opcode, out ITypeKind from, out ITypeKind to))
        {
            stack.Push(ScalarSteps.Convert(text, stack.Pop(text), from, to));
            return;
        }

        switch (instruction)
        {
            case IndexInstruction { Opcode: Opcode.ArgumentGet } get:
                stack.Push(get.Index < (uint)arguments.Length
                    ? arguments[(int)get.Index]
                    : throw new AdapterException(
                        text, $"cannot access invocation inputs #{get.Index} because it doesn't exist"));
                break;
            case IndexInstruction { Opcode: Opcode.CallCore } call:
                CoreFunction function = guest.Function(call.Index) ?? throw new AdapterException(
                    text, $"the local or import function `{call.Index}` doesn't exist");
                stack.Push(function.CallFor(text, guest, stack.Pop(text, function.Arguments.Length)));
                break;
            case IndexInstruction record:
                Record(record, text, guest, stack);
                break;
            case TypeInstruction array:
                Array(array, text, guest, stack);
                break;
            case PushInstruction push:
                stack.Push(push.Opcode == Opcode.PushI32 ? IValue.I32((int)push.Value) : IValue.I64(push.Value));
                break;
            default:
                Simple(instruction.Opcode, text, guest, stack);
                break;
        }
    }

    private static void Record(IndexInstruction instruction, string text, GuestModule guest, AdapterStack stack)
    {
        IValue top = stack.Pop(text);
        if (instruction.Opcode == Opcode.RecordLiftMemory)
        {
            uint address = AdapterStack.Address(text, top);
            stack.Push(MemorySteps.LiftRecord(text, guest, guest.RecordShape(text, instruction.Index), address));
        }
        else
        {
            stack.Push(IValue.I32((int)MemorySteps.LowerRecord(text, guest, guest.RecordShape(text, instruction.Index), top)));
        }
    }

    private static void Array(TypeInstruction instruction, string text, GuestModule guest, AdapterStack stack)
    {
        ArrayShape shape = guest.ArrayShape(text, instruction.Type);
        if (instruction.Opcode == Opcode.ArrayLiftMemory)
        {
            (uint address, uint count) = stack.PopRange(text);
            stack.Push(MemorySteps.LiftArray(text, guest, shape, address, count));
        }
        else
        {
            stack.PushRange(MemorySteps.LowerArray(text, guest, shape, instruction.Type, stack.Pop(text)));
        }
    }

    private static void Simple(Opcode opcode, string text, GuestModule guest, AdapterStack stack)
    {
        switch (opcode)
        {
            case Opcode.StringLiftMemory:
                (uint start, uint length) = stack.PopRange(text);
                stack.Push(MemorySteps.LiftString(text, guest, start, length));
                break;
            case Opcode.ByteArrayLiftMemory:
                (uint first, uint count) = stack.PopRange(text);
                stack.Push(MemorySteps.LiftBytes(text, guest, first, count));
                break;
            case Opcode.StringLowerMemory:
                IValue[] write = stack.Pop(text, 2);
                uint address = AdapterStack.Address(text, write[0]);
                StringValue written = AdapterStack.Native<StringValue>(text, write[1], IType.Text);
                MemorySteps.WriteString(text, guest, address, written);
                stack.PushRange((address, (uint)written.Utf8Length));
                break;
            case Opcode.ByteArrayLowerMemory:
                IValue[] copy = stack.Pop(text, 2);
                uint target = AdapterStack.Address(text, copy[0]);
                ReadOnlyMemory<byte> bytes = AdapterStack.Bytes(copy[1])
                    ?? AdapterStack.Native<ByteArrayValue>(text, copy[1], IType.ByteArray).Value;
                MemorySteps.WriteBytes(text, guest, target, bytes.Span);
                stack.PushRange((target, (uint)bytes.Length));
                break;
            case Opcode.StringSize:
                IValue sized = stack.Pop(text);
                stack.Push(IValue.I32(sized is StringValue size
                    ? size.Utf8Length : throw new AdapterException(text, ValueCheck.Mismatch(IType.Text, sized))));
                break;
            case Opcode.ByteArraySize:
                IValue counted = stack.Pop(text);
                stack.Push(IValue.I32(AdapterStack.Bytes(counted)?.Length
                    ?? throw new AdapterException(text, ValueCheck.Mismatch(IType.ByteArray, counted))));
                break;
            case Opcode.Dup:
                IValue twice = stack.Pop(text);
                stack.Push(twice);
                stack.Push(twice);
                break;
            default:
                IValue[] pair = stack.Pop(text, 2, reported: 1);
                stack.Push(pair[1]);
                stack.Push(pair[0]);
                break;
        }
    }
}
