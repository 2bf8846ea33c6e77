using Fluence.Wasm.Decoding;

namespace Fluence.Wasm;

/// <summary>Something that a module wants from outside.</summary>
public sealed class WasmImport
{
    internal WasmImport(string module, string name, WasmExternKind kind)
    {
        Module = module;
        Name = name;
        Kind = kind;
    }

    /// <summary>The module's name.</summary>
    public string Module { get; }

    /// <summary>The name within the module.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public WasmExternKind Kind { get; }

    /// <summary>The type of a function; null for the others.</summary>
    public WasmFunctionType? FunctionType { get; internal init; }

    internal TableType Table { get; init; }

    internal Limits Memory { get; init; }

    internal GlobalType Global { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Module}.{Name}";
}
