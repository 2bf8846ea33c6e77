using System.Collections.Immutable;

namespace Fluence.Marine.Sections;

/// <summary>
/// The sections of a Wasm module's bytes, without a look into the code. Sections can be replaced and added; all others keep their bytes.
/// </summary>
public sealed class WasmModuleFile
{
    private static readonly byte[] Header = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];

    private WasmModuleFile(ReadOnlyMemory<byte> bytes, ImmutableArray<WasmSection> sections)
    {
        Bytes = bytes;
        Sections = sections;
    }

    /// <summary>The whole module.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The sections in the order of the file.</summary>
    public ImmutableArray<WasmSection> Sections { get; }

    /// <summary>Finds the sections of a module. The bytes are kept, not copied.</summary>
    /// <exception cref="ModuleFormatException">They are no Wasm module of version 1, or a section does not lie within them.</exception>
    public static WasmModuleFile Read(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> all = bytes.Span;
        if (!all.StartsWith(Header))
        {
            string what = all.StartsWith(Header.AsSpan(0, 4))
                ? "the version of the binary format is not 1"
                : "it does not begin with \\0asm";
            throw new ModuleFormatException($"provided Wasm file is corrupted: {what}", "header", 0);
        }

        ModuleReader reader = new(all, "sections", 0);
        reader.Take((uint)Header.Length);
        ImmutableArray<WasmSection>.Builder sections = ImmutableArray.CreateBuilder<WasmSection>();
        while (reader.Remaining > 0)
        {
            if (sections.Count == Limits.MaxSections)
            {
                throw reader.Error($"there are more than {Limits.MaxSections} sections");
            }

            int start = reader.Position;
            byte id = reader.ReadByte();
            uint length = reader.ReadUInt32();
            int body = reader.Position;
            reader.Take(length);
            sections.Add(ReadSection(bytes, id, start, body, reader.Position));
        }

        return new WasmModuleFile(bytes, sections.ToImmutable());
    }

    /// <summary>The bodies of all custom sections of a name.</summary>
    public ImmutableArray<WasmSection> CustomSections(string name) => [.. Sections.Where(section => section.Name == name)];

    /// <summary>The section with an id that a module may have once; null if it has none.</summary>
    public WasmSection? Find(byte id) => Sections.FirstOrDefault(section => section.Id == id);

    private static WasmSection ReadSection(ReadOnlyMemory<byte> module, byte id, int start, int body, int end)
    {
        if (id != WasmSection.Custom)
        {
            return new WasmSection(id, null, start, end - start, module[body..end], body);
        }

        ModuleReader reader = new(module.Span[body..end], "custom section", body);
        string name = reader.ReadName();
        int data = body + reader.Position;
        return new WasmSection(id, name, start, end - start, module[data..end], data);
    }
}
