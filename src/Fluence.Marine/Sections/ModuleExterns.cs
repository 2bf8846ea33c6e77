using System.Collections.Immutable;

namespace Fluence.Marine.Sections;

/// <summary>What a module imports and exports as Wasm, before any interface types.</summary>
public static class ModuleExterns
{
    /// <summary>The imports in their order.</summary>
    /// <exception cref="ModuleFormatException">The section is malformed.</exception>
    public static ImmutableArray<ModuleImport> Imports(WasmModuleFile module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Find(WasmSection.Imports) is not { } section)
        {
            return [];
        }

        ModuleReader reader = new(section.Body.Span, "imports", section.BodyStart);
        ImmutableArray<ModuleImport>.Builder imports = ImmutableArray.CreateBuilder<ModuleImport>();
        for (uint left = ReadCount(ref reader); left > 0; left--)
        {
            string space = reader.ReadName(), name = reader.ReadName();
            imports.Add(new ModuleImport(space, name, SkipDescription(ref reader)));
        }

        return imports.ToImmutable();
    }

    /// <summary>The exports in their order.</summary>
    /// <exception cref="ModuleFormatException">The section is malformed.</exception>
    public static ImmutableArray<ModuleExport> Exports(WasmModuleFile module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Find(WasmSection.Exports) is not { } section)
        {
            return [];
        }

        ModuleReader reader = new(section.Body.Span, "exports", section.BodyStart);
        ImmutableArray<ModuleExport>.Builder exports = ImmutableArray.CreateBuilder<ModuleExport>();
        for (uint left = ReadCount(ref reader); left > 0; left--)
        {
            string name = reader.ReadName();
            ExternKind kind = ReadKind(ref reader);
            exports.Add(new ModuleExport(name, kind, reader.ReadUInt32()));
        }

        return exports.ToImmutable();
    }

    private static uint ReadCount(ref ModuleReader reader)
    {
        uint count = reader.ReadUInt32();
        return count <= Limits.MaxExterns ? count : throw reader.Error($"there are more than {Limits.MaxExterns}");
    }

    private static ExternKind ReadKind(ref ModuleReader reader)
    {
        ExternKind kind = (ExternKind)reader.ReadByte();
        return kind <= ExternKind.Tag ? kind : throw reader.Error($"there is no kind {(byte)kind} of imports and exports");
    }

    private static ExternKind SkipDescription(ref ModuleReader reader)
    {
        ExternKind kind = ReadKind(ref reader);
        switch (kind)
        {
            case ExternKind.Function:
                reader.ReadUInt32();
                break;
            case ExternKind.Table:
                reader.ReadByte();
                SkipLimits(ref reader);
                break;
            case ExternKind.Memory:
                SkipLimits(ref reader);
                break;
            default:
                reader.ReadByte();
                reader.ReadByte();
                break;
        }

        return kind;
    }

    private static void SkipLimits(ref ModuleReader reader)
    {
        byte flags = reader.ReadByte();
        reader.SkipUInt64();
        if ((flags & 1) != 0)
        {
            reader.SkipUInt64();
        }
    }
}
