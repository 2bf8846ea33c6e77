namespace Fluence.Wasm.Decoding;

/// <summary>Reads the exports.</summary>
internal static class ExportSectionReader
{
    internal static void Read(ref WasmReader reader, ModuleContents module)
    {
        int count = reader.ReadCount(module.Limits.MaxItems, "exports");
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadName();
            byte kind = reader.ReadByte();
            uint index = reader.ReadU32();
            (int size, string what) = kind switch
            {
                (byte)WasmExternKind.Function => (module.Functions.Count, "function"),
                (byte)WasmExternKind.Table => (module.Tables.Count, "table"),
                (byte)WasmExternKind.Memory => (module.Memories.Count, "memory"),
                (byte)WasmExternKind.Global => (module.Globals.Count, "global"),
                _ => throw reader.Error("malformed export kind"),
            };
            if (index >= size)
            {
                throw reader.Error($"unknown {what} {index}");
            }

            if (!names.Add(name))
            {
                throw reader.Error("duplicate export name");
            }

            if (kind == (byte)WasmExternKind.Function)
            {
                module.DeclaredReferences.Add((int)index);
            }

            module.Exports.Add(new WasmExport(name, (WasmExternKind)kind, (int)index));
        }
    }
}
