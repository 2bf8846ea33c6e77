namespace Fluence.Wasm.Instructions;

/// <summary>How the type of a block is written: a type index, or as a negative number no result or one result type.</summary>
internal static class BlockType
{
    /// <summary>No parameters and no result.</summary>
    internal const int Empty = -64;

    /// <summary>The single result type that a negative block type other than <see cref="Empty"/> stands for.</summary>
    internal static WasmValueType Result(int block) => (WasmValueType)(block & 0x7F);

    /// <summary>The types of a block.</summary>
    internal static WasmFunctionType Resolve(int block, WasmFunctionType[] types) => block switch
    {
        >= 0 => types[block],
        Empty => WasmFunctionType.Empty,
        _ => WasmFunctionType.Returning(Result(block)),
    };
}
