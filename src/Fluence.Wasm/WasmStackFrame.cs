namespace Fluence.Wasm;

/// <summary>A WebAssembly function that was active when a run ended.</summary>
/// <param name="Index">Its index in its module.</param>
/// <param name="Name">Its name, where the module tells it.</param>
public sealed record WasmStackFrame(int Index, string? Name);
