namespace Fluence.Wasm;

/// <summary>Bounds on what a module may hold; a module beyond one is refused. The defaults are mostly those of browsers.</summary>
public sealed record WasmLimits
{
    /// <summary>The defaults.</summary>
    public static WasmLimits Default { get; } = new();

    /// <summary>Bytes of the whole module.</summary>
    public int MaxModuleBytes { get; init; } = 1 << 30;

    /// <summary>Types, functions, imports, exports, globals, data segments and element segments: each at most this many.</summary>
    public int MaxItems { get; init; } = 1_000_000;

    /// <summary>Parameters of a function or block.</summary>
    public int MaxParameters { get; init; } = 1_000;

    /// <summary>Results of a function or block.</summary>
    public int MaxResults { get; init; } = 200;

    /// <summary>Locals of a function, its parameters included.</summary>
    public int MaxLocals { get; init; } = 50_000;

    /// <summary>Bytes of one function body.</summary>
    public int MaxFunctionBytes { get; init; } = 7_654_321;

    /// <summary>Operands on the stack of one function at once.</summary>
    public int MaxOperands { get; init; } = 4_000;

    /// <summary>Blocks within blocks of one function.</summary>
    public int MaxBlockDepth { get; init; } = 10_000;

    /// <summary>Tables of a module.</summary>
    public int MaxTables { get; init; } = 100_000;

    /// <summary>Elements of a table.</summary>
    public int MaxTableElements { get; init; } = 10_000_000;
}
