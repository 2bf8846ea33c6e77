using System.Collections.Immutable;
using System.Text;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Deploy;

/// <summary>
/// Uploads what a worker consists of: all files, and the definition that names them by their CIDs, in the original's form.
/// </summary>
/// <param name="content">Where to.</param>
internal sealed class DefinitionUpload(ContentUpload content)
{
    /// <summary>Uploads services and spells.</summary>
    /// <returns>The CIDs of the definition and of the modules' files.</returns>
    public async Task<UploadedDefinition> UploadAsync(
        ImmutableArray<ServicePlan> services, ImmutableArray<SpellPlan> spells, CancellationToken cancellation)
    {
        Dictionary<string, string> modules = new(StringComparer.Ordinal);
        foreach (ModulePlan module in services.SelectMany(static service => service.Modules))
        {
            modules[module.WasmFile] = await content.AddAsync(module.WasmFile, cancellation);
        }

        List<JsonValue> uploaded = [];
        foreach (SpellPlan spell in spells)
        {
            uploaded.Add(new JsonObject(
                ("name", new JsonString(spell.Name)),
                ("script", await AddAsync(spell.Script, cancellation)),
                ("config", await AddAsync(spell.Trigger.ToString(), cancellation)),
                ("init_args", await AddAsync(spell.Arguments.ToString(), cancellation))));
        }

        JsonObject definition = new(
            ("services", new JsonArray(services.Select(service => Describe(service, modules)))),
            ("spells", new JsonArray(uploaded)));
        return new UploadedDefinition((await AddAsync(definition.ToString(), cancellation)).Value, modules);
    }

    private static JsonObject Describe(ServicePlan service, Dictionary<string, string> modules)
    {
        (string, JsonValue)[] members =
        [
            ("name", new JsonString(service.Name)),
            ("modules", new JsonArray(service.Modules.Select(JsonValue (module) => new JsonObject(
                ("name", new JsonString(module.Name)), ("wasm", new JsonString(modules[module.WasmFile])))))),
        ];
        return new JsonObject(service.MemoryLimit is { } limit
            ? [.. members, ("total_memory_limit", JsonNumber.FromUInt64(limit))] : members);
    }

    private async Task<JsonString> AddAsync(string text, CancellationToken cancellation) =>
        new(await content.AddAsync(Encoding.UTF8.GetBytes(text), cancellation));
}

/// <summary>What has been uploaded.</summary>
/// <param name="Cid">The CID of the definition.</param>
/// <param name="Modules">The CIDs of modules by their files.</param>
internal sealed record UploadedDefinition(string Cid, IReadOnlyDictionary<string, string> Modules);
