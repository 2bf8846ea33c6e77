namespace Fluence.Wasm;

/// <summary>A custom section.</summary>
/// <param name="Name">Its name; several sections may share one.</param>
/// <param name="Bytes">What follows the name.</param>
public sealed record WasmCustomSection(string Name, ReadOnlyMemory<byte> Bytes);
