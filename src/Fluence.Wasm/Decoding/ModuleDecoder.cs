namespace Fluence.Wasm.Decoding;

/// <summary>Splits a module into its sections and reads each; all but the code is valid when it returns.</summary>
internal sealed class ModuleDecoder
{
    private const uint Magic = 0x6D736100;
    private const uint Version = 1;

    // the data count section has a high number but comes between the elements and the code
    private static readonly SectionId[] Order =
    [
        SectionId.Type, SectionId.Import, SectionId.Function, SectionId.Table, SectionId.Memory, SectionId.Global, SectionId.Export,
        SectionId.Start, SectionId.Element, SectionId.DataCount, SectionId.Code, SectionId.Data,
    ];

    private readonly ModuleContents _module;

    // the functions whose bodies the code section must bring
    private int _declaredFunctions;

    private ModuleDecoder(ReadOnlyMemory<byte> bytes, WasmLimits limits) =>
        _module = new ModuleContents { Bytes = bytes, Limits = limits };

    internal static ModuleContents Decode(ReadOnlyMemory<byte> bytes, WasmLimits limits)
    {
        ModuleDecoder decoder = new(bytes, limits);
        decoder.Run();
        return decoder._module;
    }

    private void Run()
    {
        WasmReader reader = new(_module.Bytes.Span, 0, "header");
        if (reader.Length > _module.Limits.MaxModuleBytes)
        {
            throw reader.Error($"module of {reader.Length} bytes, at most {_module.Limits.MaxModuleBytes} are allowed");
        }

        if (reader.ReadFixed32() != Magic)
        {
            throw reader.Error("magic header not detected");
        }

        if (reader.ReadFixed32() != Version)
        {
            throw reader.Error("unknown binary version");
        }

        int last = -1;
        bool hasCode = false, hasData = false;
        while (!reader.AtEnd)
        {
            byte id = reader.ReadByte();
            if (id > (byte)SectionId.DataCount)
            {
                throw reader.Error("malformed section id");
            }

            uint length = reader.ReadU32();
            if (length > (uint)reader.Remaining)
            {
                throw reader.Error("length out of bounds");
            }

            int start = reader.Position;
            SectionId section = (SectionId)id;
            WasmReader content = new(reader.ReadBytes((int)length), start, Name(section));
            if (section != SectionId.Custom)
            {
                int place = Array.IndexOf(Order, section);
                if (place <= last)
                {
                    throw content.Error("unexpected content after last section");
                }

                last = place;
            }

            hasCode |= section == SectionId.Code;
            hasData |= section == SectionId.Data;
            ReadSection(ref content, section);
            if (!content.AtEnd)
            {
                throw content.Error("section size mismatch");
            }
        }

        CheckComplete(ref reader, hasCode, hasData);
    }

    private void CheckComplete(ref WasmReader reader, bool hasCode, bool hasData)
    {
        if (!hasCode && _declaredFunctions > 0)
        {
            throw reader.Error("function and code section have inconsistent lengths");
        }

        if (!hasData && _module.DataCount is > 0)
        {
            throw reader.Error("data count and data section have inconsistent lengths");
        }
    }

    private static string Name(SectionId section) => section == SectionId.DataCount ? "data count" : section.ToString().ToLowerInvariant();

    private void ReadSection(ref WasmReader reader, SectionId section)
    {
        switch (section)
        {
            case SectionId.Custom:
                string name = reader.ReadName();
                int start = (int)reader.Offset;
                _module.CustomSections.Add(new WasmCustomSection(name, _module.Bytes.Slice(start, reader.Remaining)));
                reader.ReadBytes(reader.Remaining);
                break;
            case SectionId.Type:
                ReadTypes(ref reader);
                break;
            case SectionId.Import:
                ImportSectionReader.Read(ref reader, _module);
                break;
            case SectionId.Function:
                ReadFunctions(ref reader);
                break;
            case SectionId.Table:
            case SectionId.Memory:
            case SectionId.Global:
                DefinitionSectionReader.Read(ref reader, _module, section);
                break;
            case SectionId.Export:
                ExportSectionReader.Read(ref reader, _module);
                break;
            case SectionId.Start:
                ReadStart(ref reader);
                break;
            case SectionId.Element:
                ElementSectionReader.Read(ref reader, _module);
                break;
            case SectionId.DataCount:
                _module.DataCount = checked((int)Math.Min(reader.ReadU32(), int.MaxValue));
                break;
            case SectionId.Code:
                ReadCode(ref reader);
                break;
            default:
                DataSectionReader.Read(ref reader, _module);
                break;
        }
    }

    private void ReadTypes(ref WasmReader reader)
    {
        WasmFunctionType[] types = new WasmFunctionType[reader.ReadCount(_module.Limits.MaxItems, "types")];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = TypeReader.ReadFunctionType(ref reader, _module.Limits);
        }

        _module.Types = types;
    }

    private void ReadFunctions(ref WasmReader reader)
    {
        _declaredFunctions = reader.ReadCount(_module.Limits.MaxItems, "functions");
        for (int i = 0; i < _declaredFunctions; i++)
        {
            _module.Functions.Add(ReadTypeIndex(ref reader, _module));
        }
    }

    internal static WasmFunctionType ReadTypeIndex(ref WasmReader reader, ModuleContents module)
    {
        uint type = reader.ReadU32();
        return type < module.Types.Length ? module.Types[type] : throw reader.Error($"unknown type {type}");
    }

    private void ReadStart(ref WasmReader reader)
    {
        uint index = reader.ReadU32();
        if (index >= _module.Functions.Count)
        {
            throw reader.Error($"unknown function {index}");
        }

        if (!_module.Functions[(int)index].Equals(WasmFunctionType.Empty))
        {
            throw reader.Error("start function must have neither parameters nor results");
        }

        _module.Start = (int)index;
    }

    private void ReadCode(ref WasmReader reader)
    {
        FunctionBody[] bodies = new FunctionBody[reader.ReadCount(_module.Limits.MaxItems, "functions")];
        if (bodies.Length != _declaredFunctions)
        {
            throw reader.Error("function and code section have inconsistent lengths");
        }

        for (int i = 0; i < bodies.Length; i++)
        {
            uint length = reader.ReadU32();
            if (length > (uint)reader.Remaining)
            {
                throw reader.Error("unexpected end of section or function");
            }

            if (length > (uint)_module.Limits.MaxFunctionBytes)
            {
                throw reader.Error($"function of {length} bytes, at most {_module.Limits.MaxFunctionBytes} are allowed");
            }

            bodies[i] = new FunctionBody((int)reader.Offset, (int)length, 0, Calls: false);
            reader.ReadBytes((int)length);
        }

        _module.Bodies = bodies;
    }
}
