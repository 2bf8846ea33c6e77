using System.Reflection.Emit;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Calls.</summary>
internal sealed partial class FunctionCompiler
{
    private void CompileCall(in Instruction instruction)
    {
        if (instruction.Opcode == Opcode.CallIndirect)
        {
            CompileIndirectCall(in instruction);
            return;
        }

        int function = (int)instruction.A;
        WasmFunctionType type = _contents.Functions[function];
        if (function < _contents.ImportedFunctions)
        {
            LoadInstanceField(nameof(WasmInstance.Functions));
            _il.Emit(OpCodes.Ldc_I4, function);
            _il.Emit(OpCodes.Ldelem_Ref);
            LocalBuilder callee = _temporaries.Take(typeof(WasmFunction));
            _il.Emit(OpCodes.Stloc, callee);
            CallReference(callee, type);
            return;
        }

        Node[] arguments = Pop(type.Parameters.Length);
        WriteFuel();
        if (function == _function)
        {
            EmitArguments(arguments);
            _il.Emit(OpCodes.Call, _method);
        }
        else
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldc_I4, function);
            _il.Emit(OpCodes.Stfld, Reflect.Field<WasmInstance>(nameof(WasmInstance.CalledFunction)));
            EmitArguments(arguments);
            unsafe
            {
                _il.Emit(OpCodes.Ldc_I8, (long)_code.EntryOf(function));
            }

            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Ldind_I);
            _il.EmitCall(type);
        }

        TakeResults(type);
    }

    private void EmitArguments(Node[] arguments)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldarg_1);
        foreach (Node argument in arguments)
        {
            Emit(argument);
        }
    }

    private void CompileIndirectCall(in Instruction instruction)
    {
        WasmFunctionType type = _contents.Types[instruction.A];
        Node index = Pop();
        Emit(index);
        LocalBuilder place = _temporaries.Take(typeof(int)), elements = _temporaries.Take(typeof(object[]));
        _il.Emit(OpCodes.Stloc, place);
        LoadTable((int)instruction.B);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmTable>(nameof(WasmTable.Elements)));
        _il.Emit(OpCodes.Stloc, elements);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldloc, elements);
        _il.Emit(OpCodes.Ldlen);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Bge_Un, TrapLabel(TrapCode.UndefinedElement));
        _il.Emit(OpCodes.Ldloc, elements);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldelem_Ref);
        LocalBuilder callee = _temporaries.Take(typeof(WasmFunction));
        _il.Emit(OpCodes.Stloc, callee);
        _temporaries.Release(place);
        _temporaries.Release(elements);
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Brfalse, TrapLabel(TrapCode.UninitializedElement));
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmFunction>(nameof(WasmFunction.TypeKey)));
        _il.Emit(OpCodes.Ldc_I8, type.Key);
        _il.Emit(OpCodes.Bne_Un, TrapLabel(TrapCode.IndirectCallTypeMismatch));
        if (type.Key < 0)
        {
            _il.Emit(OpCodes.Ldloc, callee);
            LoadInstanceField(nameof(WasmInstance.Module));
            _il.Emit(OpCodes.Ldc_I4, (int)instruction.A);
            _il.Emit(OpCodes.Call, Reflect.Method(typeof(FunctionCompiler), nameof(CheckType)));
        }

        CallReference(callee, type);
    }

    /// <summary>Called by compiled code where the key of a type is only a hash.</summary>
    internal static void CheckType(WasmFunction function, WasmModule module, int type) =>
        WasmFunction.CheckType(function, module.Contents.Types[type]);

    private void LoadTable(int table)
    {
        if (table == 0)
        {
            LoadInstanceField(nameof(WasmInstance.FirstTable));
            return;
        }

        LoadInstanceField(nameof(WasmInstance.Tables));
        _il.Emit(OpCodes.Ldc_I4, table);
        _il.Emit(OpCodes.Ldelem_Ref);
    }

    private void CallReference(LocalBuilder callee, WasmFunctionType type)
    {
        Node[] arguments = Pop(type.Parameters.Length);
        LocalBuilder code = _temporaries.Take(typeof(nint));
        Label ready = _il.DefineLabel();
        WriteFuel();
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmFunction>(nameof(WasmFunction.Code)));
        _il.Emit(OpCodes.Stloc, code);
        _il.Emit(OpCodes.Ldloc, code);
        _il.Emit(OpCodes.Brtrue, ready);
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Call, Reflect.Method(typeof(WasmFunction), nameof(WasmFunction.EnsureCompiled)));
        _il.Emit(OpCodes.Stloc, code);
        _il.MarkLabel(ready);
        _il.Emit(OpCodes.Ldloc, callee);
        _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmFunction>(nameof(WasmFunction.Context)));
        _il.Emit(OpCodes.Ldarg_1);
        foreach (Node argument in arguments)
        {
            Emit(argument);
        }

        _il.Emit(OpCodes.Ldloc, code);
        _il.EmitCall(type);
        _temporaries.Release(callee);
        _temporaries.Release(code);
        TakeResults(type);
    }

    private void TakeResults(WasmFunctionType type)
    {
        if (type.Results.Length == 1)
        {
            PushValue(type.Results[0]);
        }
        else if (type.Results.Length > 1)
        {
            LocalBuilder returned = _temporaries.Take(MethodShape.Returned(type));
            _il.Emit(OpCodes.Stloc, returned);
            for (int i = 0; i < type.Results.Length; i++)
            {
                MethodShape.EmitUnpack(_il, returned, i);
                PushValue(type.Results[i]);
            }

            _temporaries.Release(returned);
        }

        ReadFuel();
    }
}
