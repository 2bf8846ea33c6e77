using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Wasm's own values as interface values.</summary>
internal static class CoreValues
{
    public static IType TypeOf(WasmValueType type) => type switch
    {
        WasmValueType.I32 => IType.I32,
        WasmValueType.I64 => IType.I64,
        WasmValueType.F32 => IType.F32,
        WasmValueType.F64 => IType.F64,
        _ => throw new ModuleFormatException($"Unsupported type encountered: {type}", Interfaces.SectionName),
    };

    /// <summary>The type of a slot that carries a value of such a raw type; null for types that no slot carries.</summary>
    public static WasmValueType? SlotOf(IType type) => type is not SimpleType simple ? null : simple.Kind switch
    {
        ITypeKind.F32 => WasmValueType.F32,
        ITypeKind.F64 => WasmValueType.F64,
        ITypeKind.I64 or ITypeKind.S64 or ITypeKind.U64 => WasmValueType.I64,
        ITypeKind.String or ITypeKind.ByteArray or ITypeKind.Boolean => null,
        _ => WasmValueType.I32,
    };

    public static IValue FromWasm(WasmValue value, WasmValueType type) => type switch
    {
        WasmValueType.I32 => IValue.I32(value.AsI32),
        WasmValueType.I64 => IValue.I64(value.AsI64),
        WasmValueType.F32 => IValue.F32(value.AsF32),
        _ => IValue.F64(value.AsF64),
    };

    public static WasmValue ToWasm(IValue value) => value switch
    {
        IntegerValue { Kind: ITypeKind.I64 } integer => new WasmValue(integer.Bits),
        IntegerValue integer => new WasmValue((int)integer.Bits),
        F32Value number => new WasmValue(number.Value),
        F64Value number => new WasmValue(number.Value),
        _ => throw new GuestCallException($"Unrecognized error: the value {value} is none of Wasm's own", new InvalidCastException()),
    };
}
