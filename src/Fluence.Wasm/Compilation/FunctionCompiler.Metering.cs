using System.Reflection.Emit;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Fuel, interruption, and the places at the end of the method where traps are thrown.</summary>
internal sealed partial class FunctionCompiler
{
    // a loop that ends after so many turns by itself need not be interrupted
    private const int MaxUninterruptedTurns = 256;

    private readonly Dictionary<TrapCode, Label> _traps = [];

    // where the method goes when the depth, and when the fuel, reaches its bound
    private Label? _exhausted;
    private Label? _outOfFuel;

    private Label TrapLabel(TrapCode code)
    {
        if (!_traps.TryGetValue(code, out Label label))
        {
            _traps.Add(code, label = _il.DefineLabel());
        }

        return label;
    }

    private void ReadFuel()
    {
        if (_fuel is not null)
        {
            LoadMeter();
            _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmMeter>(nameof(WasmMeter.Fuel)));
            _il.Emit(OpCodes.Stloc, _fuel);
        }
    }

    private void WriteFuel()
    {
        if (_fuel is not null)
        {
            LoadMeter();
            _il.Emit(OpCodes.Ldloc, _fuel);
            _il.Emit(OpCodes.Stfld, Reflect.Field<WasmMeter>(nameof(WasmMeter.Fuel)));
        }
    }

    /// <summary>Begins a block of charge behind the present instruction.</summary>
    private void StartNextFuelBlock()
    {
        _position++;
        StartFuelBlock();
        _position--;
    }

    /// <summary>Charges the instructions from the present one to the end of its block; at a loop lets the run be interrupted.</summary>
    private void StartFuelBlock(bool isLoop = false)
    {
        if (_fuel is null)
        {
            if (isLoop && !CallsInBlock())
            {
                LoadFloor();
                _il.Emit(OpCodes.Brtrue, _exhausted ??= _il.DefineLabel());
            }

            return;
        }

        long cost = 0;
        for (int i = _position; i < _instructions.Length; i++)
        {
            cost += FuelCosts.Of(_instructions[i].Opcode);
            if (FuelCosts.EndsBlock(_instructions[i].Opcode))
            {
                break;
            }
        }

        if (cost > 0)
        {
            EmitCharge(cost);
        }
    }

    /// <summary>Whether the block of the present instruction calls a function of the module that can be interrupted itself.</summary>
    private bool CallsInBlock()
    {
        for (int i = _position; i < _instructions.Length && !FuelCosts.EndsBlock(_instructions[i].Opcode); i++)
        {
            int callee = (int)_instructions[i].A - _contents.ImportedFunctions;
            if (_instructions[i].Opcode == Opcode.Call && callee >= 0 && _contents.Bodies[callee].Calls)
            {
                return true;
            }
        }

        return false;
    }

    private void LoadMeter()
    {
        if (_meter is not null)
        {
            _il.Emit(OpCodes.Ldloc, _meter);
        }
        else
        {
            LoadInstanceField(nameof(WasmInstance.Meter));
        }
    }

    /// <summary>Reads the fuel below which the run ends: in the head of the instance's own memory where its address is at hand.</summary>
    private void LoadFloor()
    {
        if (_base is not null && _contents.ImportedMemories == 0)
        {
            _il.Emit(OpCodes.Ldloc, _base);
            _il.Emit(OpCodes.Ldc_I4, MemoryHead.Floor);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Volatile);
            _il.Emit(OpCodes.Ldind_I8);
            return;
        }

        LoadMeter();
        _il.Emit(OpCodes.Volatile);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmMeter>(nameof(WasmMeter.FuelFloor)));
    }

    private void EmitCharge(long cost)
    {
        _il.Emit(OpCodes.Ldloc, _fuel!);
        _il.Emit(OpCodes.Ldc_I8, cost);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _fuel!);
        _il.Emit(OpCodes.Ldloc, _fuel!);
        LoadFloor();
        _il.Emit(OpCodes.Blt, _outOfFuel ??= _il.DefineLabel());
    }

    private void EmitTraps()
    {
        foreach ((TrapCode code, Label label) in _traps)
        {
            _il.MarkLabel(label);
            WriteFuel();
            _il.Emit(OpCodes.Ldc_I4, (int)code);
            _il.Emit(OpCodes.Call, Reflect.Method(typeof(Trap), nameof(Trap.Throw)));
            EmitThrow();
        }

        if (_outOfFuel is Label outOfFuel)
        {
            _il.MarkLabel(outOfFuel);
            WriteFuel();
            EmitExhausted(TrapCode.OutOfFuel);
        }

        if (_exhausted is Label exhausted)
        {
            _il.MarkLabel(exhausted);
            EmitExhausted(TrapCode.CallStackExhausted);
        }
    }

    private void EmitExhausted(TrapCode code)
    {
        LoadMeter();
        _il.Emit(OpCodes.Ldc_I4, (int)code);
        _il.Emit(OpCodes.Call, Reflect.Method(typeof(WasmMeter), nameof(WasmMeter.Exhausted)));
        EmitThrow();
    }

    // never reached: it tells the runtime's compiler that the call before does not return
    private void EmitThrow()
    {
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Throw);
    }
}
