using System.Collections.Immutable;
using Fluence.Marine.Sections;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>Reads the section <c>interface-types</c>.</summary>
public static class InterfacesDecoder
{
    /// <summary>Reads the section of a module.</summary>
    /// <exception cref="ModuleFormatException">The module has none, has several, or it is corrupted.</exception>
    public static Interfaces Decode(WasmModuleFile module)
    {
        ArgumentNullException.ThrowIfNull(module);
        ImmutableArray<WasmSection> sections = module.CustomSections(Interfaces.SectionName);
        return sections switch
        {
            [] => throw new ModuleFormatException("the module doesn't contain IT section", Interfaces.SectionName),
            [var section] => Decode(section.Body.Span),
            _ => throw new ModuleFormatException(
                "the module contains multiple IT sections that is unsupported", Interfaces.SectionName, sections[1].BodyStart),
        };
    }

    /// <summary>Reads the body of the section.</summary>
    /// <exception cref="ModuleFormatException">It is corrupted; the offset counts from the start of the body.</exception>
    public static Interfaces Decode(ReadOnlySpan<byte> body)
    {
        SectionReader reader = new(body);
        List<string> versions = [];
        ImmutableArray<TypeDefinition>.Builder types = ImmutableArray.CreateBuilder<TypeDefinition>();
        ImmutableArray<Import>.Builder imports = ImmutableArray.CreateBuilder<Import>();
        ImmutableArray<Adapter>.Builder adapters = ImmutableArray.CreateBuilder<Adapter>();
        ImmutableArray<Export>.Builder exports = ImmutableArray.CreateBuilder<Export>();
        ImmutableArray<Implementation>.Builder implementations = ImmutableArray.CreateBuilder<Implementation>();
        while (!reader.IsAtEnd)
        {
            byte kind = reader.ReadByte();
            switch ((EntryKind)kind)
            {
                case EntryKind.Version:
                    versions.Add(reader.ReadString());
                    break;
                case EntryKind.Types:
                    ReadAll(ref reader, types, TypeDecoder.ReadDefinition);
                    break;
                case EntryKind.Imports:
                    ReadAll(ref reader, imports, static (ref from) => new Import(from.ReadString(), from.ReadString(), from.ReadIndex()));
                    break;
                case EntryKind.Adapters:
                    ReadAll(ref reader, adapters, InstructionDecoder.ReadAdapter);
                    break;
                case EntryKind.Exports:
                    ReadAll(ref reader, exports, static (ref from) => new Export(from.ReadString(), from.ReadIndex()));
                    break;
                case EntryKind.Implementations:
                    ReadAll(ref reader, implementations, static (ref from) => new Implementation(from.ReadIndex(), from.ReadIndex()));
                    break;
                default:
                    throw reader.Error("Alt", $"there is no kind {kind} of entries");
            }
        }

        return new Interfaces(
            ReadVersion(reader, versions), types.ToImmutable(), imports.ToImmutable(), adapters.ToImmutable(), exports.ToImmutable(),
            implementations.ToImmutable());
    }

    internal delegate T EntryReader<T>(ref SectionReader reader);

    internal static ModuleFormatException Corrupted(string rule, string what, int offset) => new(
        $"IT section is corrupted: Parsing Error: {rule} at offset {offset}: {what}."
            + "\nProbably the module was compiled with an old version of marine cli, please try to update and recompile.",
        Interfaces.SectionName,
        offset);

    private static void ReadAll<T>(ref SectionReader reader, ImmutableArray<T>.Builder entries, EntryReader<T> readEntry)
    {
        for (int left = reader.ReadEntryCount(); left > 0; left--)
        {
            entries.Add(readEntry(ref reader));
        }
    }

    private static SemVersion ReadVersion(SectionReader reader, List<string> versions) => versions switch
    {
        [] => throw reader.Error("NoneOf", "the version is missing"),
        [var text] => SemVersion.TryParse(text, out SemVersion? version, out string? error)
            ? version
            : throw reader.Error("IsNot", $"the version '{text}' is none: {error}"),
        _ => throw reader.Error("Many0", $"there are {versions.Count} versions"),
    };
}
