using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Compilation;

/// <summary>Calls the entry point <paramref name="code"/> of a function with values.</summary>
internal delegate void EntryPoint(
    object context, nint code, int depth, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results);

/// <summary>Makes the <see cref="EntryPoint"/> of a function type.</summary>
internal static class EntryPointAdapter
{
    internal static EntryPoint Create(WasmFunctionType type)
    {
        DynamicMethod method = new(
            "enter",
            typeof(void),
            [typeof(object), typeof(nint), typeof(int), typeof(ReadOnlySpan<WasmValue>), typeof(Span<WasmValue>)],
            typeof(EntryPointAdapter).Module,
            skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_2);
        for (int i = 0; i < type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_3);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Call, typeof(ValueAccess).GetMethod("Get" + Name(type.Parameters[i]), Reflect.Any)!);
        }

        il.Emit(OpCodes.Ldarg_1);
        il.EmitCall(type);
        EmitStore(il, type);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<EntryPoint>();
    }

    private static void EmitStore(ILGenerator il, WasmFunctionType type)
    {
        if (type.Results.Length == 0)
        {
            return;
        }

        LocalBuilder returned = il.DeclareLocal(MethodShape.Returned(type));
        il.Emit(OpCodes.Stloc, returned);
        for (int i = 0; i < type.Results.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, 4);
            il.Emit(OpCodes.Ldc_I4, i);
            if (type.Results.Length == 1)
            {
                il.Emit(OpCodes.Ldloc, returned);
            }
            else
            {
                MethodShape.EmitUnpack(il, returned, i);
            }

            il.Emit(OpCodes.Call, typeof(ValueAccess).GetMethod("Set" + Name(type.Results[i]), Reflect.Any)!);
        }
    }

    internal static string Name(WasmValueType type) => type.ToString();
}

/// <summary>Reads and writes values by place.</summary>
internal static class ValueAccess
{
    internal static int GetI32(ReadOnlySpan<WasmValue> values, int index) => values[index].AsI32;

    internal static long GetI64(ReadOnlySpan<WasmValue> values, int index) => values[index].AsI64;

    internal static float GetF32(ReadOnlySpan<WasmValue> values, int index) => values[index].AsF32;

    internal static double GetF64(ReadOnlySpan<WasmValue> values, int index) => values[index].AsF64;

    internal static Vector128<byte> GetV128(ReadOnlySpan<WasmValue> values, int index) => values[index].AsV128;

    /// <summary>A function or null; compiled code relies on it that nothing else is a funcref.</summary>
    internal static object? GetFuncRef(ReadOnlySpan<WasmValue> values, int index) => (WasmFunction?)values[index].AsReference;

    internal static object? GetExternRef(ReadOnlySpan<WasmValue> values, int index) => values[index].AsReference;

    internal static void SetI32(Span<WasmValue> values, int index, int value) => values[index] = new(value);

    internal static void SetI64(Span<WasmValue> values, int index, long value) => values[index] = new(value);

    internal static void SetF32(Span<WasmValue> values, int index, float value) => values[index] = new(value);

    internal static void SetF64(Span<WasmValue> values, int index, double value) => values[index] = new(value);

    internal static void SetV128(Span<WasmValue> values, int index, Vector128<byte> value) => values[index] = new(value);

    internal static void SetFuncRef(Span<WasmValue> values, int index, object? value) => values[index] = new(value);

    internal static void SetExternRef(Span<WasmValue> values, int index, object? value) => values[index] = new(value);
}
