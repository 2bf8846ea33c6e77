namespace Fluence.Wasm.Linking;

/// <summary>A function of the host before an instance imports it.</summary>
internal sealed record HostDefinition(WasmFunctionType Type, Delegate Function);
