using System.Collections.Immutable;
using System.Text;
using Fluence.Marine;
using Fluence.Marine.Aqua;
using Fluence.Marine.Demangling;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Marine;

/// <summary>What <c>fluence marine info</c> tells about a module.</summary>
internal sealed record ModuleInfo(
    string Name,
    int Length,
    SemVersion? Sdk,
    SemVersion InterfaceTypes,
    ModuleManifest? Manifest,
    ImmutableArray<ModuleImport> Imports,
    ImmutableArray<ModuleExport> Exports,
    ModuleInterface Interface)
{
    public static ModuleInfo Of(WasmModuleFile module, string name)
    {
        Interfaces interfaces = InterfacesDecoder.Decode(module);
        _ = SdkVersion.TryRead(module, out SemVersion? sdk);
        _ = ManifestCodec.TryRead(module, out ModuleManifest? manifest);
        return new ModuleInfo(
            name, module.Bytes.Length, sdk, interfaces.Version, manifest, ModuleExterns.Imports(module), ModuleExterns.Exports(module),
            ModuleInterface.Of(interfaces));
    }

    public string ToText()
    {
        StringBuilder text = new();
        Line(text, "size", $"{Length} bytes");
        Line(text, "it version", InterfaceTypes.ToString());
        Line(text, "sdk version", Sdk?.ToString() ?? "none");
        if (Manifest is null)
        {
            Line(text, "manifest", "none");
        }
        else
        {
            Line(text, "authors", Manifest.Authors);
            Line(text, "version", Manifest.Version.ToString());
            Line(text, "description", Manifest.Description);
            Line(text, "repository", Manifest.Repository);
            Line(text, "build time", Manifest.BuildTime);
        }

        Line(text, "effects", Effects());
        if (Sdk is not null && VersionCheck.FindProblem(Name, Sdk, InterfaceTypes) is { } problem)
        {
            Line(text, "too old", problem);
        }

        text.Append("\nimports\n");
        foreach (IGrouping<string, ModuleImport> provider in Imports.GroupBy(static import => import.Namespace))
        {
            text.Append("  ").Append(provider.Key).Append(": ")
                .AppendJoin(", ", provider.Select(static import => RustName.Demangle(import.Name))).Append('\n');
        }

        text.Append("\nexports\n  ").AppendJoin(", ", Exports.Select(static export => RustName.Demangle(export.Name))).Append("\n\n");
        return text.Append(AquaInterface.Print(Interface, Name)).ToString();
    }

    public string ToJson() => new JsonObject(
        ("length", JsonNumber.FromInt64(Length)),
        ("it_version", new JsonString(InterfaceTypes.ToString())),
        ("sdk_version", Optional(Sdk?.ToString())),
        ("manifest", Manifest is null ? JsonNull.Instance : new JsonObject(
            ("authors", new JsonString(Manifest.Authors)),
            ("version", new JsonString(Manifest.Version.ToString())),
            ("description", new JsonString(Manifest.Description)),
            ("repository", new JsonString(Manifest.Repository)),
            ("build_time", new JsonString(Manifest.BuildTime)))),
        ("imports", new JsonArray(Imports.Select(static import => new JsonObject(
            ("namespace", new JsonString(import.Namespace)),
            ("name", new JsonString(import.Name)),
            ("kind", Kind(import.Kind)))))),
        ("exports", new JsonArray(Exports.Select(static export => new JsonObject(
            ("name", new JsonString(export.Name)),
            ("kind", Kind(export.Kind)))))),
        ("function_signatures", new JsonArray(Interface.Functions.Select(Function))),
        ("record_types", new JsonArray(Interface.ExportedRecords.Select(record => new JsonObject(
            ("name", new JsonString(record.Record.Name)),
            ("id", JsonNumber.FromUInt64(record.Id)),
            ("fields", new JsonArray(record.Record.Fields.Select(field => new JsonObject(
                ("name", new JsonString(field.Name)),
                ("ty", new JsonString(AquaTypes.NameOf(field.Type, Interface.Records))))))))))),
        ("aqua", new JsonString(AquaInterface.Print(Interface, Name)))).ToString();

    private JsonObject Function(FunctionSignature function) => new(
        ("name", new JsonString(function.Name)),
        ("arguments", new JsonArray(function.Arguments.Select(argument => new JsonArray(
        [
            new JsonString(argument.Name), new JsonString(AquaTypes.NameOf(argument.Type, Interface.Records)),
        ])))),
        ("output_types", new JsonArray(function.Outputs.Select(output => new JsonString(AquaTypes.NameOf(output, Interface.Records))))));

    private string Effects()
    {
        ModuleEffects effects = ModuleEffects.Of(Imports);
        string[] all =
        [
            .. effects.UsesLogger ? ["log"] : Array.Empty<string>(),
            .. effects.UsesCallParameters ? ["call parameters"] : Array.Empty<string>(),
            .. effects.MountedBinaries.Select(static binary => $"runs {binary}"),
        ];
        return all.Length == 0 ? "none" : string.Join(", ", all);
    }

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Instance : new JsonString(text);

    private static JsonString Kind(ExternKind kind) => new(kind.ToString().ToLowerInvariant());

    private static void Line(StringBuilder text, string name, string value) => text.Append($"{name,-12} {value}".TrimEnd()).Append('\n');
}
