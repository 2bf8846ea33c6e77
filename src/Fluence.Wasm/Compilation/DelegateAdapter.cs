using System.Reflection;
using System.Reflection.Emit;
using Fluence.Wasm.Linking;

namespace Fluence.Wasm.Compilation;

/// <summary>Makes typed delegates of functions.</summary>
internal static class DelegateAdapter
{
    internal static Delegate Create(Type delegateType, WasmFunction function)
    {
        if (!DelegateSignature.Matches(delegateType, function.Type))
        {
            throw new ArgumentException($"{delegateType} does not fit a function of type {function.Type}", nameof(delegateType));
        }

        MethodInfo invoke = DelegateSignature.InvokeMethod(delegateType);
        Type[] parameters = [typeof(WasmFunction), .. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        DynamicMethod method = new("call", invoke.ReturnType, parameters, typeof(DelegateAdapter).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Reflect.Field<WasmFunction>(nameof(WasmFunction.Context)));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Reflect.Method(typeof(WasmFunction), nameof(WasmFunction.Enter)));
        for (int i = 1; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, i);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Reflect.Field<WasmFunction>(nameof(WasmFunction.Code)));
        il.EmitCall(function.Type);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(GC).GetMethod(nameof(GC.KeepAlive))!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(delegateType, function);
    }
}
