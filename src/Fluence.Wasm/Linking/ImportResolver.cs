using Fluence.Wasm.Decoding;

namespace Fluence.Wasm.Linking;

/// <summary>Finds what a module imports and checks that it is of the type wanted.</summary>
internal static class ImportResolver
{
    /// <summary>The imports in their order: a host definition, function, memory, table or global each.</summary>
    /// <exception cref="WasmLinkException">An import is missing or of another type.</exception>
    internal static object[] Resolve(WasmModule module, WasmImports imports) => [.. module.Imports.Select(import =>
    {
        object item = imports.Find(import.Module, import.Name) ?? throw new WasmLinkException($"unknown import {import}");
        return Matches(import, item)
            ? item : throw new WasmLinkException($"incompatible import type of {import}: {Describe(import, item)}");
    })];

    private static bool Matches(WasmImport import, object item) => (import.Kind, item) switch
    {
        (WasmExternKind.Function, HostDefinition host) => host.Type.Equals(import.FunctionType),
        (WasmExternKind.Function, WasmFunction function) => function.Type.Equals(import.FunctionType),
        (WasmExternKind.Memory, WasmMemory memory) => memory.Limits.Matches(import.Memory),
        (WasmExternKind.Table, WasmTable table) =>
            table.ElementType == import.Table.Element && table.Limits.Matches(import.Table.Limits),
        (WasmExternKind.Global, WasmGlobal global) => global.GlobalType == import.Global,
        _ => false,
    };

    private static string Describe(WasmImport import, object item) => (import.Kind, item) switch
    {
        (WasmExternKind.Function, HostDefinition host) => $"wanted {import.FunctionType}, found {host.Type}",
        (WasmExternKind.Function, WasmFunction function) => $"wanted {import.FunctionType}, found {function.Type}",
        (WasmExternKind.Memory, WasmMemory memory) => $"wanted {Text(import.Memory)} pages, found {Text(memory.Limits)}",
        (WasmExternKind.Table, WasmTable table) =>
            $"wanted {import.Table.Element} {Text(import.Table.Limits)}, found {table.ElementType} {Text(table.Limits)}",
        (WasmExternKind.Global, WasmGlobal global) => $"wanted {import.Global}, found {global.GlobalType}",
        _ => $"wanted a {import.Kind}, found a {item.GetType().Name}",
    };

    private static string Text(Limits limits) => limits.Max is uint max ? $"{limits.Min} to {max}" : $"{limits.Min} or more";
}
