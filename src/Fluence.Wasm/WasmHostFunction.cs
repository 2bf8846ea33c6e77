namespace Fluence.Wasm;

/// <summary>A function of the host in its general form.</summary>
/// <param name="caller">The instance that imports the function.</param>
/// <param name="arguments">As many as the type has parameters.</param>
/// <param name="results">Room for the results, to be filled.</param>
public delegate void WasmHostFunction(WasmInstance caller, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results);
