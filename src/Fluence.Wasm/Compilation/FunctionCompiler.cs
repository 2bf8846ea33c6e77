using System.Reflection;
using System.Reflection.Emit;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// Compiles one valid function to IL. The operand stack holds expressions not emitted yet; the IL stack is empty between the instructions
/// that have an effect, so that traps can branch to one place at the end.
/// </summary>
internal sealed partial class FunctionCompiler
{
    // expressions higher than this are put into a temporary: neither this nor the runtime's compiler may recur without bound
    private const int MaxHeight = 24;

    private readonly WasmModule _module;
    private readonly ModuleContents _contents;
    private readonly CompiledModule _code;
    private readonly ILGenerator _il;
    private readonly MethodInfo _method;
    private readonly int _function;
    private readonly WasmFunctionType _type;
    private readonly TemporaryPool _temporaries;
    private readonly List<Node> _stack = [];
    private readonly List<CodeBlock> _blocks = [];
    private readonly LocalTypes _localTypes = new();
    private readonly bool _usesFuel;
    private readonly bool _canonicalNaNs;

    private Instruction[] _instructions = [];
    private int _position;
    private LocalBuilder[] _locals = [];
    private LocalBuilder? _fuel;

    // kept where it is needed at every call; elsewhere reading it from the instance costs less than a register
    private LocalBuilder? _meter;
    private LocalBuilder? _base;

    // the blocks opened within code that is not reached; -1 where code is reached
    private int _deadDepth = -1;

    internal FunctionCompiler(WasmModule module, CompiledModule code, int function, ILGenerator il, MethodInfo method)
    {
        _module = module;
        _contents = module.Contents;
        _code = code;
        _function = function;
        _il = il;
        _method = method;
        _type = module.FunctionType(function);
        _temporaries = new(il);
        _usesFuel = module.Options.Fuel;
        _canonicalNaNs = module.Options.CanonicalNaNs;
    }

    internal void Compile()
    {
        FunctionBody body = _contents.Bodies[_function - _contents.ImportedFunctions];
        Decode(body);
        _locals = new LocalBuilder[_localTypes.Count - _type.Parameters.Length];
        for (int i = 0; i < _locals.Length; i++)
        {
            _locals[i] = _il.DeclareLocal(ClrType.Of(_localTypes[_type.Parameters.Length + i]));
        }

        EmitPrologue(FrameCost.Of(_localTypes, _instructions, body), body.Calls);
        if (body.Length > FrameCost.LargeBody)
        {
            _il.Emit(OpCodes.Call, Reflect.Method(typeof(Trap), nameof(Trap.CheckStack)));
        }

        _blocks.Add(new CodeBlock { Opcode = Opcode.Block, Type = _type, Height = 0, Target = _il.DefineLabel() });
        StartFuelBlock();
        for (; _position < _instructions.Length; _position++)
        {
            ref readonly Instruction instruction = ref _instructions[_position];
            if (_deadDepth >= 0)
            {
                SkipDead(in instruction);
            }
            else
            {
                CompileInstruction(in instruction);
            }
        }

        EmitTraps();
    }

    private void Decode(FunctionBody body)
    {
        WasmReader reader = new(_contents.Bytes.Span.Slice(body.Start, body.Length), body.Start, "code");
        _localTypes.Read(ref reader, _type, _contents.Limits);
        List<Instruction> instructions = new(reader.Remaining);
        while (!reader.AtEnd)
        {
            InstructionReader.Read(ref reader, out Instruction instruction);
            instructions.Add(instruction);
        }

        _instructions = [.. instructions];
    }

    private void EmitPrologue(int frameCost, bool calls)
    {
        if (_usesFuel)
        {
            _meter = _il.DeclareLocal(typeof(WasmMeter));
            LoadInstanceField(nameof(WasmInstance.Meter));
            _il.Emit(OpCodes.Stloc, _meter);
        }

        if (calls || frameCost > FrameCost.SmallLeaf)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, frameCost);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Starg_S, (byte)1);
            _il.Emit(OpCodes.Ldarg_1);
            LoadMeter();
            _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmMeter>(nameof(WasmMeter.DepthFloor)));
            _il.Emit(OpCodes.Blt, (_exhausted = _il.DefineLabel()).Value);
        }

        if (_usesFuel)
        {
            _fuel = _il.DeclareLocal(typeof(long));
            ReadFuel();
        }

        if (_contents.Memories.Count > 0 && _instructions.Any(instruction => UsesMemory(instruction.Opcode)))
        {
            _base = _il.DeclareLocal(typeof(nint));
            LoadInstanceField(nameof(WasmInstance.LinearMemory));
            _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmMemory>(nameof(WasmMemory.Base)));
            _il.Emit(OpCodes.Stloc, _base);
        }
    }

    private static bool UsesMemory(Opcode opcode) =>
        InstructionTable.Get(opcode).Immediate is Immediate.Memory or Immediate.MemoryLane || opcode == Opcode.MemorySize;

    private void CompileInstruction(in Instruction instruction)
    {
        InstructionInfo info = InstructionTable.Get(instruction.Opcode);
        switch (info.Immediate)
        {
            case Immediate.Memory when info.Results.Length > 0:
                CompileLoad(in instruction, info);
                return;
            case Immediate.Memory:
                CompileStore(in instruction, info);
                return;
            case Immediate.MemoryLane:
                CompileLaneAccess(in instruction, info);
                return;
            case Immediate.I32 or Immediate.I64 or Immediate.F32 or Immediate.F64 or Immediate.V128:
                _stack.Add(Node.Constant(info.Results[0], in instruction));
                return;
        }

        if (info.IsPolymorphic || instruction.Opcode is Opcode.RefFunc || IsBulk(instruction.Opcode))
        {
            CompileSpecial(in instruction);
        }
        else
        {
            CompileNumeric(in instruction, info);
        }
    }

    private static bool IsBulk(Opcode opcode) =>
        opcode is Opcode.MemorySize or Opcode.MemoryGrow or (>= Opcode.MemoryInit and <= Opcode.TableFill);

    private void CompileSpecial(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.LocalGet:
                _stack.Add(Node.OfLocal((int)instruction.A, _localTypes[(int)instruction.A]));
                break;
            case Opcode.LocalSet:
                StoreLocal((int)instruction.A);
                break;
            case Opcode.LocalTee:
                StoreLocal((int)instruction.A);
                _stack.Add(Node.OfLocal((int)instruction.A, _localTypes[(int)instruction.A]));
                break;
            case Opcode.Drop:
                Discard(Pop());
                break;
            case Opcode.Select or Opcode.SelectTyped:
                CompileSelect();
                break;
            case Opcode.Call or Opcode.CallIndirect:
                CompileCall(in instruction);
                break;
            case <= Opcode.Return:
                CompileControl(in instruction);
                break;
            case Opcode.GlobalGet or Opcode.GlobalSet:
                CompileGlobal(in instruction);
                break;
            case Opcode.RefNull:
                _stack.Add(Node.Constant(WasmValueType.ExternRef, in instruction));
                break;
            case Opcode.RefIsNull:
                Push(Node.Operation(in instruction, WasmValueType.I32, Pop()));
                break;
            default:
                CompileBulk(in instruction);
                break;
        }
    }

    private void LoadInstanceField(string name)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmInstance>(name));
    }
}
