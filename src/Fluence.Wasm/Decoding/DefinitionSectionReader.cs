namespace Fluence.Wasm.Decoding;

/// <summary>Reads the sections that define tables, memories and globals.</summary>
internal static class DefinitionSectionReader
{
    internal const uint MaxPages = 65_536;

    internal static void Read(ref WasmReader reader, ModuleContents module, SectionId section)
    {
        int count = reader.ReadCount(module.Limits.MaxItems, "definitions");
        for (int i = 0; i < count; i++)
        {
            switch (section)
            {
                case SectionId.Table:
                    AddTable(ref reader, module);
                    break;
                case SectionId.Memory:
                    AddMemory(ref reader, module);
                    break;
                default:
                    GlobalType type = TypeReader.ReadGlobalType(ref reader);
                    module.GlobalValues.Add(ConstantExpressionReader.Read(ref reader, module, type.Type));
                    module.Globals.Add(type);
                    break;
            }
        }
    }

    internal static TableType AddTable(ref WasmReader reader, ModuleContents module)
    {
        TableType type = TypeReader.ReadTableType(ref reader);
        CheckOrder(ref reader, type.Limits);
        if (module.Tables.Count >= module.Limits.MaxTables)
        {
            throw reader.Error($"too many tables, at most {module.Limits.MaxTables} are allowed");
        }

        module.Tables.Add(type);
        return type;
    }

    internal static Limits AddMemory(ref WasmReader reader, ModuleContents module)
    {
        Limits limits = TypeReader.ReadLimits(ref reader);
        CheckOrder(ref reader, limits);
        if (limits.Min > MaxPages || limits.Max > MaxPages)
        {
            throw reader.Error("memory size must be at most 65536 pages (4GiB)");
        }

        if (module.Memories.Count > 0)
        {
            throw reader.Error("multiple memories");
        }

        module.Memories.Add(limits);
        return limits;
    }

    private static void CheckOrder(ref WasmReader reader, Limits limits)
    {
        if (limits.Max < limits.Min)
        {
            throw reader.Error("size minimum must not be greater than maximum");
        }
    }
}
