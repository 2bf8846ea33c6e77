namespace Fluence.Wasm.Decoding;

/// <summary>Reads the element segments.</summary>
internal static class ElementSectionReader
{
    // the bits of a segment's flags
    private const uint NotActive = 1, ExplicitTable = 2, Declarative = 2, Expressions = 4;

    internal static void Read(ref WasmReader reader, ModuleContents module)
    {
        int count = reader.ReadCount(module.Limits.MaxItems, "element segments");
        for (int i = 0; i < count; i++)
        {
            module.Elements.Add(ReadOne(ref reader, module));
        }
    }

    private static ElementSegment ReadOne(ref WasmReader reader, ModuleContents module)
    {
        uint flags = reader.ReadU32();
        if (flags > 7)
        {
            throw reader.Error("malformed element segment flags");
        }

        SegmentMode mode = (flags & NotActive) == 0 ? SegmentMode.Active
            : (flags & Declarative) == 0 ? SegmentMode.Passive : SegmentMode.Declarative;
        uint table = 0;
        ConstantExpression offset = default;
        if (mode == SegmentMode.Active)
        {
            table = (flags & ExplicitTable) != 0 ? reader.ReadU32() : 0;
            if (table >= module.Tables.Count)
            {
                throw reader.Error($"unknown table {table}");
            }

            offset = ConstantExpressionReader.Read(ref reader, module, WasmValueType.I32);
        }

        bool expressions = (flags & Expressions) != 0;
        WasmValueType type = (flags & (NotActive | ExplicitTable)) != 0 ? ReadType(ref reader, expressions) : WasmValueType.FuncRef;
        if (mode == SegmentMode.Active && module.Tables[(int)table].Element != type)
        {
            throw reader.Error("type mismatch");
        }

        return new ElementSegment(mode, (int)table, offset, type, ReadItems(ref reader, module, expressions, type));
    }

    private static WasmValueType ReadType(ref WasmReader reader, bool expressions)
    {
        if (expressions)
        {
            return TypeReader.ReadReferenceType(ref reader);
        }

        return reader.ReadByte() == 0 ? WasmValueType.FuncRef : throw reader.Error("malformed element kind");
    }

    private static ConstantExpression[] ReadItems(ref WasmReader reader, ModuleContents module, bool expressions, WasmValueType type)
    {
        ConstantExpression[] items = new ConstantExpression[reader.ReadCount(module.Limits.MaxTableElements, "elements")];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = expressions
                ? ConstantExpressionReader.Read(ref reader, module, type)
                : ConstantExpressionReader.Function(ref reader, module, reader.ReadU32());
        }

        return items;
    }
}
