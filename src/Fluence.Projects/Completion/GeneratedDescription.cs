using System.Text;
using Fluence.Marine;
using Fluence.Marine.Manifest;
using Fluence.Primitives.Json;

namespace Fluence.Projects.Completion;

/// <summary>What the C++ SDK says of one function, record or import, or of the module, and the custom section that it becomes.</summary>
/// <param name="SectionName">The section's name.</param>
/// <param name="Json">What the SDK says.</param>
internal sealed record GeneratedDescription(string SectionName, JsonObject Json)
{
    private const string SectionPrefix = "__m_generated_section__";

    /// <summary>Reads a description.</summary>
    /// <exception cref="ModuleFormatException">It is none.</exception>
    public static GeneratedDescription Read(string text)
    {
        if (!JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out JsonValue? json, out string? error) || json is not JsonObject map)
        {
            throw Error(error ?? "it is no object");
        }

        string name = Text(map, "ast_type") switch
        {
            "Function" => SectionPrefix + Text(Object(map, "signature"), "name"),
            "Record" => SectionPrefix + Text(map, "name"),
            "ExternMod" => $"{SectionPrefix}{Text(map, "namespace")}__{FirstImport(map)}",
            "Manifest" => ModuleManifest.SectionName,
            var other => throw Error($"'{other}' is unknown"),
        };
        return new GeneratedDescription(name, map);
    }

    /// <summary>The section's body.</summary>
    /// <param name="buildTime">The time for a manifest.</param>
    /// <exception cref="ModuleFormatException">The version in a manifest is none.</exception>
    public byte[] SectionBody(DateTimeOffset buildTime)
    {
        if (SectionName != ModuleManifest.SectionName)
        {
            return Encoding.UTF8.GetBytes(Json.ToString());
        }

        string version = Text(Json, "version");
        return !SemVersion.TryParse(version, out SemVersion? parsed, out string? problem)
            ? throw Error($"the version '{version}' in the manifest is none: {problem}")
            : ManifestCodec.Encode(new ModuleManifest(
                Text(Json, "authors"), parsed, Text(Json, "description"), Text(Json, "repository"),
                buildTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ")));
    }

    private static string FirstImport(JsonObject map) =>
        map.TryGetValue("imports", out JsonValue? imports) && imports is JsonArray { Items: [JsonObject first, ..] }
            ? Text(Object(first, "signature"), "name")
            : throw Error("it imports nothing");

    private static JsonObject Object(JsonObject map, string name) =>
        map.TryGetValue(name, out JsonValue? value) && value is JsonObject inner ? inner : throw Error($"'{name}' is missing");

    private static string Text(JsonObject map, string name) =>
        map.TryGetValue(name, out JsonValue? value) && value is JsonString text ? text.Value : throw Error($"'{name}' is missing");

    private static ModuleFormatException Error(string problem) =>
        new($"the description that the C++ SDK left cannot be used: {problem}", GeneratedSegment.Name);
}
