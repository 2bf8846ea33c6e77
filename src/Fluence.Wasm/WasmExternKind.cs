namespace Fluence.Wasm;

/// <summary>What an import or export is; the numbers are those of the binary format.</summary>
public enum WasmExternKind
{
    /// <summary>A function.</summary>
    Function = 0,

    /// <summary>A table.</summary>
    Table = 1,

    /// <summary>A memory.</summary>
    Memory = 2,

    /// <summary>A global.</summary>
    Global = 3,
}
