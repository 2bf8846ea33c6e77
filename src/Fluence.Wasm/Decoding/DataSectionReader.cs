namespace Fluence.Wasm.Decoding;

/// <summary>Reads the data segments.</summary>
internal static class DataSectionReader
{
    internal static void Read(ref WasmReader reader, ModuleContents module)
    {
        int count = reader.ReadCount(module.Limits.MaxItems, "data segments");
        if (module.DataCount is int declared && declared != count)
        {
            throw reader.Error("data count and data section have inconsistent lengths");
        }

        for (int i = 0; i < count; i++)
        {
            module.Data.Add(ReadOne(ref reader, module));
        }
    }

    private static DataSegment ReadOne(ref WasmReader reader, ModuleContents module)
    {
        uint flags = reader.ReadU32();
        if (flags > 2)
        {
            throw reader.Error("malformed data segment flags");
        }

        SegmentMode mode = flags == 1 ? SegmentMode.Passive : SegmentMode.Active;
        ConstantExpression offset = default;
        if (mode == SegmentMode.Active)
        {
            uint memory = flags == 2 ? reader.ReadU32() : 0;
            if (memory >= module.Memories.Count)
            {
                throw reader.Error($"unknown memory {memory}");
            }

            offset = ConstantExpressionReader.Read(ref reader, module, WasmValueType.I32);
        }

        uint length = reader.ReadU32();
        if (length > (uint)reader.Remaining)
        {
            throw reader.Error("unexpected end of section or function");
        }

        int start = (int)reader.Offset;
        reader.ReadBytes((int)length);
        return new DataSegment(mode, offset, module.Bytes.Slice(start, (int)length));
    }
}
