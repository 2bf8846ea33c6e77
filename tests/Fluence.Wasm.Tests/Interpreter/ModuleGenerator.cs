using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>
/// Makes random valid modules: a few functions that call those before them, with scalar arithmetic, control flow, memory, globals and a
/// table. Loops need not end; the fuel does.
/// </summary>
internal sealed class ModuleGenerator(Random random)
{
    private const int Functions = 4, Locals = 6, MaxDepth = 6;

    private static readonly WasmValueType[] Numbers = [WasmValueType.I32, WasmValueType.I64, WasmValueType.F32, WasmValueType.F64];

    // the instructions without immediates on scalars, by the type of their result
    private static readonly ILookup<WasmValueType, InstructionInfo> Operations = InstructionTable.All
        .Where(info => !info.IsPolymorphic && info.Immediate == Immediate.None && info.Results.Length == 1 && (int)info.Opcode < 0x200
            && info.Parameters.Append(info.Results[0]).All(type => Numbers.Contains(type)))
        .ToLookup(info => info.Results[0]);

    private static readonly ILookup<WasmValueType, InstructionInfo> Loads = InstructionTable.All
        .Where(info => info.Immediate == Immediate.Memory && info.Results.Length == 1 && (int)info.Opcode < 0x200)
        .ToLookup(info => info.Results[0]);

    private static readonly InstructionInfo[] Stores = [.. InstructionTable.All
        .Where(info => info.Immediate == Immediate.Memory && info.Results.Length == 0 && (int)info.Opcode < 0x200)];

    private static readonly ulong[] Interesting =
    [
        0, 1, 2, 7, 31, 32, 63, 64, 0xFF, 0x7FFF, 0x8000, 65_535, 65_536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF,
        0x8000000000000000, ulong.MaxValue, 0x3F800000, 0x3FF0000000000000, 0x7F800000, 0x7FC00000, 0x7FF0000000000000, 0x7FF8000000000000,
        0x41F0000000000000, 0x4F000000, 0xCF000000, 0x43E0000000000000, 0xC1E0000000000000, 0x5F000000, 0x3F000000, 0x3FE0000000000000,
    ];

    private readonly ModuleWriter _module = new();
    private readonly List<(int Type, WasmValueType[] Parameters, WasmValueType Result)> _made = [];
    private WasmValueType[] _locals = [];
    private int _labels;

    internal WasmValueType[] Parameters => _made[^1].Parameters;

    internal byte[] Generate()
    {
        _module.Memory(1, 2);
        foreach (WasmValueType type in Numbers)
        {
            _module.Global(type, isMutable: true, Constant(type));
        }

        for (int i = 0; i < Functions; i++)
        {
            WasmValueType[] parameters = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Number())];
            WasmValueType result = Number();
            _locals = [.. parameters, .. Enumerable.Range(0, Locals).Select(_ => Number())];
            Code code = new();
            Statements(code, MaxDepth);
            Value(code, result, MaxDepth);
            int type = _module.Type(parameters, [result]);
            _module.Function(type, _locals[parameters.Length..], code, $"f{i}");
            _made.Add((type, parameters, result));
        }

        _module.Table(Functions + 2, [.. Enumerable.Range(0, Functions - 1)]);
        return _module.ToBytes();
    }

    internal ulong Bits() => random.Next(3) == 0 ? (ulong)random.NextInt64() : Interesting[random.Next(Interesting.Length)];

    private WasmValueType Number() => Numbers[random.Next(Numbers.Length)];

    private Code Constant(WasmValueType type)
    {
        ulong bits = Bits();
        return type switch
        {
            WasmValueType.I32 => new Code().I32((int)bits),
            WasmValueType.I64 => new Code().I64((long)bits),
            WasmValueType.F32 => new Code().F32(float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) ? 0x7FC00000 : (uint)bits),
            _ => new Code().F64(double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) ? 0x7FF8000000000000 : bits),
        };
    }

    private void Address(Code code, int depth)
    {
        if (random.Next(8) == 0)
        {
            Value(code, WasmValueType.I32, depth - 1);
        }
        else
        {
            Value(code, WasmValueType.I32, depth - 1);
            code.I32(random.Next(2) == 0 ? 0xFFF : 0xFFFF).Op(Opcode.I32And);
        }
    }

    private void Value(Code code, WasmValueType type, int depth)
    {
        int choice = depth <= 0 ? random.Next(3) : random.Next(14);
        int[] locals = [.. Enumerable.Range(0, _locals.Length).Where(local => _locals[local] == type)];
        switch (choice)
        {
            case 0 or 1 when locals.Length > 0:
                code.Get(locals[random.Next(locals.Length)]);
                break;
            case 2 when depth > 0:
                code.Op(Opcode.GlobalGet, Array.IndexOf(Numbers, type));
                break;
            case 3:
                Address(code, depth);
                InstructionInfo[] loads = [.. Loads[type]];
                code.Op(loads[random.Next(loads.Length)].Opcode, 0, random.Next(40));
                break;
            case 4:
                Value(code, type, depth - 1);
                Value(code, type, depth - 1);
                Value(code, WasmValueType.I32, depth - 1);
                code.Op(Opcode.Select);
                break;
            case 5 when locals.Length > 0:
                Value(code, type, depth - 1);
                code.Op(Opcode.LocalTee, locals[random.Next(locals.Length)]);
                break;
            case 6:
                Block(code, type, depth);
                break;
            case 7 when _made.FindIndex(made => made.Result == type) is int callee and >= 0:
                CallTo(code, callee, depth);
                break;
            case > 7:
                Operation(code, type, depth);
                break;
            default:
                code.Append(Constant(type));
                break;
        }
    }

    private void Operation(Code code, WasmValueType type, int depth)
    {
        InstructionInfo[] operations = [.. Operations[type]];
        InstructionInfo operation = operations[random.Next(operations.Length)];
        foreach (WasmValueType parameter in operation.Parameters)
        {
            Value(code, parameter, depth - 1);
        }

        code.Op(operation.Opcode);
    }

    private void CallTo(Code code, int callee, int depth)
    {
        foreach (WasmValueType parameter in _made[callee].Parameters)
        {
            Value(code, parameter, depth - 2);
        }

        if (random.Next(2) == 0)
        {
            code.Call(callee);
        }
        else
        {
            code.I32(random.Next(5) == 0 ? random.Next(Functions + 3) : callee).Op(Opcode.CallIndirect, _made[callee].Type, 0);
        }
    }

    private void Block(Code code, WasmValueType type, int depth)
    {
        if (random.Next(2) == 0)
        {
            Value(code, WasmValueType.I32, depth - 1);
            code.Block(Opcode.If, (byte)type);
            Value(code, type, depth - 1);
            code.Op(Opcode.Else);
            Value(code, type, depth - 1);
            code.End();
            return;
        }

        code.Block(Opcode.Block, (byte)type);
        Value(code, type, depth - 1);
        Value(code, WasmValueType.I32, depth - 1);
        code.Op(Opcode.BrIf, 0).End();
    }

    private void Statements(Code code, int depth)
    {
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            Statement(code, depth);
        }
    }

    private void Statement(Code code, int depth)
    {
        WasmValueType type = Number();
        int[] locals = [.. Enumerable.Range(0, _locals.Length).Where(local => _locals[local] == type)];
        switch (random.Next(depth <= 1 ? 4 : 9))
        {
            case 0:
                Value(code, type, depth - 1);
                code.Op(Opcode.GlobalSet, Array.IndexOf(Numbers, type));
                break;
            case 1:
                InstructionInfo store = Stores[random.Next(Stores.Length)];
                Address(code, depth);
                Value(code, store.Parameters[1], depth - 1);
                code.Op(store.Opcode, 0, random.Next(40));
                break;
            case 2 or 3 when locals.Length > 0:
                Value(code, type, depth - 1);
                code.Set(locals[random.Next(locals.Length)]);
                break;
            case 4:
                Nested(code, Opcode.Loop, depth);
                break;
            case 5:
                Nested(code, Opcode.Block, depth);
                break;
            case 6:
                Value(code, WasmValueType.I32, depth - 1);
                Nested(code, Opcode.If, depth);
                break;
            case 7:
                code.I32(random.Next(2)).Op(Opcode.MemoryGrow, 0).Op(Opcode.Drop);
                break;
            default:
                Address(code, 1);
                code.I32(random.Next(256)).I32(random.Next(100));
                _ = random.Next(2) == 0 ? code.Op(Opcode.MemoryFill, 0) : code.Op(Opcode.MemoryCopy, 0, 0);
                break;
        }
    }

    private void Nested(Code code, Opcode opcode, int depth)
    {
        code.Block(opcode);
        _labels++;
        Statements(code, depth - 1);
        if (random.Next(2) == 0)
        {
            Value(code, WasmValueType.I32, depth - 1);
            code.Op(Opcode.BrIf, random.Next(_labels));
        }
        else if (random.Next(3) == 0)
        {
            Value(code, WasmValueType.I32, depth - 1);
            code.Op(Opcode.BrTable, 2, random.Next(_labels), random.Next(_labels), random.Next(_labels));
        }

        _labels--;
        code.End();
    }
}
