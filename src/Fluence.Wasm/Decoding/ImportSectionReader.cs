namespace Fluence.Wasm.Decoding;

/// <summary>Reads the imports.</summary>
internal static class ImportSectionReader
{
    internal static void Read(ref WasmReader reader, ModuleContents module)
    {
        int count = reader.ReadCount(module.Limits.MaxItems, "imports");
        for (int i = 0; i < count; i++)
        {
            string from = reader.ReadName(), name = reader.ReadName();
            module.Imports.Add(ReadOne(ref reader, module, from, name));
        }

        module.ImportedFunctions = module.Functions.Count;
        module.ImportedTables = module.Tables.Count;
        module.ImportedMemories = module.Memories.Count;
        module.ImportedGlobals = module.Globals.Count;
    }

    private static WasmImport ReadOne(ref WasmReader reader, ModuleContents module, string from, string name)
    {
        byte kind = reader.ReadByte();
        switch (kind)
        {
            case (byte)WasmExternKind.Function:
                WasmFunctionType function = ModuleDecoder.ReadTypeIndex(ref reader, module);
                module.Functions.Add(function);
                return new WasmImport(from, name, WasmExternKind.Function) { FunctionType = function };
            case (byte)WasmExternKind.Table:
                TableType table = DefinitionSectionReader.AddTable(ref reader, module);
                return new WasmImport(from, name, WasmExternKind.Table) { Table = table };
            case (byte)WasmExternKind.Memory:
                Limits memory = DefinitionSectionReader.AddMemory(ref reader, module);
                return new WasmImport(from, name, WasmExternKind.Memory) { Memory = memory };
            case (byte)WasmExternKind.Global:
                GlobalType global = TypeReader.ReadGlobalType(ref reader);
                module.Globals.Add(global);
                return new WasmImport(from, name, WasmExternKind.Global) { Global = global };
            default:
                throw reader.Error("malformed import kind");
        }
    }
}
