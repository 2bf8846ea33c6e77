using System.Reflection;
using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Linking;

/// <summary>The WebAssembly type of a delegate type.</summary>
internal static class DelegateSignature
{
    private static readonly Dictionary<Type, WasmValueType> ValueTypes = new()
    {
        [typeof(int)] = WasmValueType.I32, [typeof(uint)] = WasmValueType.I32,
        [typeof(long)] = WasmValueType.I64, [typeof(ulong)] = WasmValueType.I64,
        [typeof(float)] = WasmValueType.F32, [typeof(double)] = WasmValueType.F64,
        [typeof(Vector128<byte>)] = WasmValueType.V128,
        [typeof(object)] = WasmValueType.ExternRef, [typeof(WasmFunction)] = WasmValueType.FuncRef,
    };

    internal static bool TakesCaller(Type delegateType) =>
        InvokeMethod(delegateType).GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(WasmInstance);

    internal static MethodInfo InvokeMethod(Type delegateType) => delegateType.GetMethod("Invoke")!;

    internal static WasmFunctionType TypeOf(Type delegateType)
    {
        MethodInfo invoke = InvokeMethod(delegateType);
        int skip = TakesCaller(delegateType) ? 1 : 0;
        return new WasmFunctionType(
            [.. invoke.GetParameters().Skip(skip).Select(parameter => ValueType(parameter.ParameterType))],
            [.. Results(invoke.ReturnType).Select(ValueType)]);
    }

    /// <summary>Whether calls through the delegate can be passed on as they are.</summary>
    internal static bool Matches(Type delegateType, WasmFunctionType type)
    {
        MethodInfo invoke = InvokeMethod(delegateType);
        Type[] given = [.. invoke.GetParameters().Select(parameter => parameter.ParameterType), .. Results(invoke.ReturnType)];
        WasmValueType[] wanted = [.. type.Parameters, .. type.Results];
        return invoke.GetParameters().Length == type.Parameters.Length && given.Length == wanted.Length
            && given.Zip(wanted).All(pair => ValueTypes.TryGetValue(pair.First, out WasmValueType value)
                && value == pair.Second);
    }

    private static Type[] Results(Type returned) => returned == typeof(void) ? []
        : returned.IsGenericType && returned.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            ? returned.GetGenericArguments() : [returned];

    private static WasmValueType ValueType(Type type) => ValueTypes.TryGetValue(type, out WasmValueType value)
        ? value : throw new ArgumentException($"{type} is no type of WebAssembly values", nameof(type));
}
