namespace Fluence.Wasm.Decoding;

/// <summary>Reads the function names of the custom section <c>name</c>; one that is damaged names the functions read up to there.</summary>
internal static class NameSectionReader
{
    private const byte FunctionNames = 1;

    internal static Dictionary<int, string> Read(ModuleContents module)
    {
        Dictionary<int, string> names = [];
        WasmCustomSection? section = module.CustomSections.Find(section => section.Name == "name");
        if (section is null)
        {
            return names;
        }

        try
        {
            ReadSubsections(new WasmReader(section.Bytes.Span, 0, "name"), module, names);
        }
        catch (WasmFormatException)
        {
            // names are only for people: a module without them is as good
        }

        return names;
    }

    private static void ReadSubsections(WasmReader reader, ModuleContents module, Dictionary<int, string> names)
    {
        while (!reader.AtEnd)
        {
            byte id = reader.ReadByte();
            uint length = reader.ReadU32();
            if (length > (uint)reader.Remaining)
            {
                return;
            }

            WasmReader content = new(reader.ReadBytes((int)length), 0, "name");
            if (id != FunctionNames)
            {
                continue;
            }

            int count = content.ReadCount(module.Functions.Count, "names");
            for (int i = 0; i < count; i++)
            {
                uint index = content.ReadU32();
                string name = content.ReadName();
                if (index < module.Functions.Count)
                {
                    names[(int)index] = name;
                }
            }
        }
    }
}
