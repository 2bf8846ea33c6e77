using System.Runtime.Intrinsics;

namespace Fluence.Wasm.Compilation;

/// <summary>The type that holds a WebAssembly value in compiled code.</summary>
internal static class ClrType
{
    internal static Type Of(WasmValueType type) => type switch
    {
        WasmValueType.I32 => typeof(int),
        WasmValueType.I64 => typeof(long),
        WasmValueType.F32 => typeof(float),
        WasmValueType.F64 => typeof(double),
        WasmValueType.V128 => typeof(Vector128<byte>),
        _ => typeof(object),
    };
}
