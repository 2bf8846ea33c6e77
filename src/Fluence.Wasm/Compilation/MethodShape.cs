using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// How a WebAssembly function type is called in compiled code: the context (the instance, or for a function of the host its
/// <see cref="Linking.HostContext"/>), the depth left, the parameters. Several results are returned as a value tuple.
/// </summary>
internal static class MethodShape
{
    /// <summary>The number of parameters before the function's own.</summary>
    internal const int Prefix = 2;

    // the fields of a value tuple before the one that holds the rest
    private const int TupleSize = 7;

    private static readonly Type[] Tuples =
    [
        typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
    ];

    internal static Type[] Parameters(WasmFunctionType type) =>
        [typeof(object), typeof(int), .. type.Parameters.Select(ClrType.Of)];

    internal static Type Returned(WasmFunctionType type) => type.Results.Length switch
    {
        0 => typeof(void),
        1 => ClrType.Of(type.Results[0]),
        _ => TupleOf([.. type.Results.Select(ClrType.Of)]),
    };

    internal static void EmitCall(this ILGenerator il, WasmFunctionType type) =>
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, Returned(type), Parameters(type), null);

    /// <summary>Makes what is returned of the results on the IL stack.</summary>
    internal static void EmitPack(ILGenerator il, ImmutableArray<WasmValueType> results)
    {
        if (results.Length < 2)
        {
            return;
        }

        Stack<Type> nested = new();
        for (Type? tuple = TupleOf([.. results.Select(ClrType.Of)]); tuple is not null; tuple = RestOf(tuple))
        {
            nested.Push(tuple);
        }

        foreach (Type tuple in nested)
        {
            il.Emit(OpCodes.Newobj, tuple.GetConstructor(tuple.GetGenericArguments())!);
        }
    }

    /// <summary>Pushes one of several results that were returned.</summary>
    internal static void EmitUnpack(ILGenerator il, LocalBuilder tuple, int index)
    {
        il.Emit(OpCodes.Ldloca, tuple);
        Type type = tuple.LocalType;
        for (; index >= TupleSize; index -= TupleSize)
        {
            il.Emit(OpCodes.Ldflda, type.GetField("Rest")!);
            type = RestOf(type)!;
        }

        il.Emit(OpCodes.Ldfld, type.GetField($"Item{index + 1}")!);
    }

    private static Type? RestOf(Type tuple) =>
        tuple.GetGenericArguments() is { Length: TupleSize + 1 } arguments ? arguments[TupleSize] : null;

    private static Type TupleOf(Type[] types) => types.Length <= TupleSize
        ? Tuples[types.Length].MakeGenericType(types)
        : Tuples[TupleSize + 1].MakeGenericType([.. types[..TupleSize], TupleOf(types[TupleSize..])]);
}
