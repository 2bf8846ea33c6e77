namespace Fluence.Wasm.Decoding;

/// <summary>Finds the global in which code made by LLVM keeps the top of its stack.</summary>
internal static class StackPointerFinder
{
    private const string ConventionalName = "__stack_pointer";
    private const uint Alignment = 16;
    private const uint LeastStack = 1024;

    /// <summary>
    /// The index of the global: the one exported under the conventional name; else the first that the module defines, if it looks as the
    /// linker makes it: mutable, not exported, an aligned address within the memory.
    /// </summary>
    internal static int? Find(ModuleContents module)
    {
        int imported = module.ImportedGlobals;
        if (module.Exports.Find(export => export is { Kind: WasmExternKind.Global, Name: ConventionalName }) is { } named
            && IsPointer(module, named.Index))
        {
            return named.Index;
        }

        bool isHidden = !module.Exports.Exists(export => export.Kind == WasmExternKind.Global && export.Index == imported);
        return isHidden && imported < module.Globals.Count && IsPointer(module, imported) && HoldsAddress(module, imported)
            ? imported : null;
    }

    private static bool IsPointer(ModuleContents module, int index) =>
        module.Globals[index] is { Type: WasmValueType.I32, IsMutable: true };

    private static bool HoldsAddress(ModuleContents module, int index)
    {
        ConstantExpression value = module.GlobalValues[index - module.ImportedGlobals];
        uint address = value.AsOffset();
        return value.Opcode == Instructions.Opcode.I32Const && address >= LeastStack && address % Alignment == 0
            && module.Memories.Count > 0 && address <= (ulong)module.Memories[0].Min * WasmMemory.PageSize;
    }
}
