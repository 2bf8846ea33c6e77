using System.Reflection.Emit;
using Fluence.Wasm.Linking;

namespace Fluence.Wasm.Compilation;

/// <summary>Makes the entry points through which compiled code calls functions of the host.</summary>
internal static class HostAdapter
{
    internal static nint Create(CodeAssembly assembly, string name, HostDefinition host) => assembly.Define(
        name,
        MethodShape.Returned(host.Type),
        MethodShape.Parameters(host.Type),
        (il, _) =>
        {
            if (host.Function is WasmHostFunction)
            {
                EmitGeneral(il, host.Type);
            }
            else
            {
                EmitTyped(il, host);
            }
        });

    private static void EmitGeneral(ILGenerator il, WasmFunctionType type)
    {
        LocalBuilder arguments = EmitArray(il, type.Parameters.Length), results = EmitArray(il, type.Results.Length);
        for (int i = 0; i < type.Parameters.Length; i++)
        {
            EmitSpan(il, arguments);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldarg, MethodShape.Prefix + i);
            il.Emit(OpCodes.Call, Reflect.Method(typeof(ValueAccess), "Set" + EntryPointAdapter.Name(type.Parameters[i])));
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldloc, arguments);
        il.Emit(OpCodes.Ldloc, results);
        il.Emit(OpCodes.Call, Reflect.Method(typeof(HostContext), nameof(HostContext.Call)));
        for (int i = 0; i < type.Results.Length; i++)
        {
            EmitSpan(il, results);
            il.Emit(OpCodes.Call, typeof(Span<WasmValue>).GetMethod("op_Implicit", [typeof(Span<WasmValue>)])!);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Call, Reflect.Method(typeof(ValueAccess), "Get" + EntryPointAdapter.Name(type.Results[i])));
        }

        MethodShape.EmitPack(il, type.Results);
        il.Emit(OpCodes.Ret);
    }

    private static LocalBuilder EmitArray(ILGenerator il, int length)
    {
        LocalBuilder array = il.DeclareLocal(typeof(WasmValue[]));
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Newarr, typeof(WasmValue));
        il.Emit(OpCodes.Stloc, array);
        return array;
    }

    private static void EmitSpan(ILGenerator il, LocalBuilder array)
    {
        il.Emit(OpCodes.Ldloc, array);
        il.Emit(OpCodes.Newobj, typeof(Span<WasmValue>).GetConstructor([typeof(WasmValue[])])!);
    }

    private static void EmitTyped(ILGenerator il, HostDefinition host)
    {
        Type delegateType = host.Function.GetType();
        LocalBuilder before = il.DeclareLocal(typeof(int?));
        LocalBuilder? returned = host.Type.Results.Length > 0 ? il.DeclareLocal(MethodShape.Returned(host.Type)) : null;
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, Reflect.Method(typeof(WasmMeter), nameof(WasmMeter.EnterHost)));
        il.Emit(OpCodes.Stloc, before);
        il.BeginExceptionBlock();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Reflect.Field<HostContext>(nameof(HostContext.Function)));
        if (DelegateSignature.TakesCaller(delegateType))
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, Reflect.Field<HostContext>(nameof(HostContext.Caller)));
        }

        for (int i = 0; i < host.Type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, MethodShape.Prefix + i);
        }

        il.Emit(OpCodes.Callvirt, DelegateSignature.InvokeMethod(delegateType));
        if (returned is not null)
        {
            il.Emit(OpCodes.Stloc, returned);
        }

        il.BeginFinallyBlock();
        il.Emit(OpCodes.Ldloc, before);
        il.Emit(OpCodes.Call, Reflect.Method(typeof(WasmMeter), nameof(WasmMeter.LeaveHost)));
        il.EndExceptionBlock();
        if (returned is not null)
        {
            il.Emit(OpCodes.Ldloc, returned);
        }

        il.Emit(OpCodes.Ret);
    }
}
