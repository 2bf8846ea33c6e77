namespace Fluence.Wasm;

/// <summary>Something that a module offers.</summary>
/// <param name="Name">Its name, unique among the exports.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its index among the module's functions, tables, memories or globals; imports come first.</param>
public sealed record WasmExport(string Name, WasmExternKind Kind, int Index);
