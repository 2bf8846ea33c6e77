namespace Fluence.Wasm;

/// <summary>How a module's code is made.</summary>
public sealed record WasmModuleOptions
{
    /// <summary>The defaults.</summary>
    public static WasmModuleOptions Default { get; } = new();

    /// <summary>Whether instances count fuel. Code that does not costs nothing for it.</summary>
    public bool Fuel { get; init; } = true;

    /// <summary>Whether every NaN that arithmetic yields has one bit pattern, so that results are the same on all machines.</summary>
    public bool CanonicalNaNs { get; init; }

    /// <summary>What a module may hold.</summary>
    public WasmLimits Limits { get; init; } = WasmLimits.Default;
}
