using System.Collections.Immutable;
using Fluence.Marine.Sections;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Generation;

/// <summary>Reads the custom sections of JSON that the SDK's macros leave, one for each function, record and imported module.</summary>
internal static class GeneratedSections
{
    private static readonly string[] Prefixes = ["__m_generated_section__", "__fce_generated_section__"];

    /// <summary>Reads all of a module; they may be none.</summary>
    /// <exception cref="ModuleFormatException">A section is corrupted.</exception>
    public static ModuleAst Read(WasmModuleFile module)
    {
        ImmutableArray<AstRecord>.Builder records = ImmutableArray.CreateBuilder<AstRecord>();
        ImmutableArray<AstFunction>.Builder functions = ImmutableArray.CreateBuilder<AstFunction>();
        ImmutableArray<AstExternMod>.Builder externMods = ImmutableArray.CreateBuilder<AstExternMod>();
        foreach (WasmSection section in module.Sections.Where(static each => IsGenerated(each.Name)))
        {
            AstReader reader = new(section.Name!);
            if (!JsonValue.TryParse(section.Body.Span, out JsonValue? json, out string? error))
            {
                throw reader.Error(error);
            }

            string type = reader.Text(reader.Member(json, "ast_type"));
            switch (type)
            {
                case "Function":
                    functions.Add(reader.Function(reader.Member(json, "signature")));
                    break;
                case "Record":
                    if (reader.Record(json) is { } record)
                    {
                        records.Add(record);
                    }

                    break;
                case "ExternMod":
                    externMods.Add(reader.ExternMod(json));
                    break;
                default:
                    throw reader.Error($"unknown variant `{type}`, expected one of `Function`, `ExternMod`, `Record`");
            }
        }

        return new ModuleAst(records.ToImmutable(), functions.ToImmutable(), externMods.ToImmutable());
    }

    private static bool IsGenerated(string? name) =>
        name is not null && Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
