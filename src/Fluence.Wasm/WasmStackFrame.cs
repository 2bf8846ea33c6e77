namespace Fluence.Wasm;

/// <summary>A WebAssembly function that was active when a run ended.</summary>
/// <param name="Index">Its index in its module.</param>
/// <param name="Name">Its name, where the module tells it.</param>
/// <param name="Offset">Where its code begins in the bytes of its module.</param>
public sealed record WasmStackFrame(int Index, string? Name, int Offset);
