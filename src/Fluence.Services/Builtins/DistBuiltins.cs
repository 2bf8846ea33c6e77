using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Blueprints;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;
using Fluence.Services.Vault;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>dist</c>: modules and blueprints of the peer, which all its scopes share.</summary>
internal sealed class DistBuiltins(
    ModuleStore modules,
    ModuleOwners owners,
    BlueprintStore blueprints,
    ModuleInterfaces interfaces,
    ParticleVault vault,
    ServicePool pool,
    HostingOptions options,
    CallGuard guard)
{
    /// <summary>The limit of texts that are read from vaults: configurations and blueprints.</summary>
    private const long MaxTextSize = 1 << 20;

    private static readonly ArgumentShape<string> _config = new("TomlMarineNamedModuleConfig", static value =>
        value is JsonObject config && config.TryGetValue("name", out JsonValue? name) && name is JsonString text
            ? new(text.Value) : default);

    /// <summary>The CIDs of modules.</summary>
    internal static ArgumentShape<IReadOnlyList<string>> Cids { get; } = new("Vec<Hash>", static value =>
        Shapes.TextList.TryRead(value, out IReadOnlyList<string>? texts) && texts.All(text => Cid.TryParse(text, out _))
            ? new(texts) : default);

    public ValueTask<FunctionOutcome> AddModuleAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("module_bytes", Shapes.Text, out string? base64)
            || !arguments.TryNext("config", _config, out string? name)
            ? ValueTask.FromResult(arguments.Error)
            : AddAsync(call, name, () => Decode(base64), cancellation);
    }

    public ValueTask<FunctionOutcome> AddModuleFromVaultAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("module_path", Shapes.Text, out string? path) || !arguments.TryNext("config", _config, out string? name)
            ? ValueTask.FromResult(arguments.Error)
            : AddAsync(call, name, () => Read(call, path, options.MaxModuleSize), cancellation);
    }

    public ValueTask<FunctionOutcome> AddModuleBytesFromVaultAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("module_name", Shapes.Text, out string? name)
            || !arguments.TryNext("module_path", Shapes.Text, out string? path)
            ? ValueTask.FromResult(arguments.Error)
            : AddAsync(call, name, () => Read(call, path, options.MaxModuleSize), cancellation);
    }

    public FunctionOutcome AddBlueprint(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("blueprint", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        return guard.Check(call)
            ?? (!Blueprint.TryParse(Encoding.UTF8.GetBytes(text), out Blueprint? blueprint, out string? problem)
                ? FunctionOutcome.Fail($"Error deserializing blueprint from IPLD: {problem}")
                : blueprints.Add(blueprint)?.ToOutcome() ?? FunctionOutcome.Ok(blueprint.Id));
    }

    public static FunctionOutcome MakeBlueprint(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("name", Shapes.Text, out string? name)
            && arguments.TryNext("dependencies", Cids, out IReadOnlyList<string>? cids)
            ? FunctionOutcome.Ok(new Blueprint(name, [.. cids]).ToDagJson()) : arguments.Error;
    }

    public FunctionOutcome LoadBlueprint(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("blueprint_path", Shapes.Text, out string? path))
        {
            return arguments.Error;
        }

        return !vault.TryRead(call.Scope, call.Particle, path, MaxTextSize, out byte[]? text, out ServiceFault? fault) ? fault.ToOutcome()
            : Blueprint.TryParse(text, out Blueprint? blueprint, out string? problem) ? FunctionOutcome.Ok(blueprint.ToDagJson())
            : FunctionOutcome.Fail($"Error parsing blueprint from vault {RustDebug.Print(path)}: {problem}");
    }

    public FunctionOutcome ListBlueprints(CallContext call) =>
        FunctionOutcome.Ok(new JsonArray([.. blueprints.All.Select(JsonValue (blueprint) => blueprint.ToJson())]));

    public FunctionOutcome GetBlueprint(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("blueprint_id", Shapes.Text, out string? id) ? arguments.Error
            : blueprints.TryFind(id, out Blueprint? blueprint, out ServiceFault? fault) ? FunctionOutcome.Ok(blueprint.ToJson())
            : fault.ToOutcome();
    }

    /// <summary>All modules; one that cannot be read is told with the reason.</summary>
    public FunctionOutcome ListModules(CallContext call) => FunctionOutcome.Ok(new JsonArray([.. modules.All.Select(JsonValue (module) =>
        modules.TryLoad(module.Key, out StoredModule? stored, out ServiceFault? fault)
            ? new JsonObject(
                ("name", new JsonString(module.Value)),
                ("hash", new JsonString(module.Key)),
                ("config", ModuleConfigJson.OfSettings(stored.Config.Settings.LoggerEnabled, stored.Config.Settings.MountedBinaries)))
            : new JsonObject(("invalid_file_name", new JsonString(module.Key)), ("error", new JsonString(fault.Message))))]));

    public FunctionOutcome GetModuleInterface(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("hex_hash", Shapes.Text, out string? cid) ? arguments.Error
            : interfaces.TryOfModule(cid, out JsonValue? found, out ServiceFault? fault) ? FunctionOutcome.Ok(found)
            : FunctionOutcome.Fail(fault.Message);
    }

    public static FunctionOutcome DefaultModuleConfig(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("module_name", Shapes.Text, out string? name)
            ? FunctionOutcome.Ok(ModuleConfigJson.Default(name)) : arguments.Error;
    }

    public FunctionOutcome LoadModuleConfig(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("config_path", Shapes.Text, out string? path))
        {
            return arguments.Error;
        }

        return !vault.TryRead(call.Scope, call.Particle, path, MaxTextSize, out byte[]? text, out ServiceFault? fault) ? fault.ToOutcome()
            : JsonValue.TryParse(text, out JsonValue? config, out string? problem) && _config.TryRead(config, out _)
                ? FunctionOutcome.Ok(config)
            : new ServiceFault(
                $"Error parsing module config from vault {RustDebug.Print(path)}: {problem ?? "missing field `name`"}",
                "IncorrectVaultModuleConfig").ToOutcome();
    }

    /// <summary>Two of its arguments and a third mean nothing any more, and keep their places.</summary>
    public static FunctionOutcome MakeModuleConfig(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("name", Shapes.Text, out string? name)
            && arguments.TryNextOptional("mem_pages_count", Shapes.U32, out _)
            && arguments.TryNextOptional("max_heap_size", Shapes.Text, out _)
            && arguments.TryNextOptional("logger_enabled", Shapes.Bool, out Optional<bool> logger)
            && arguments.TryNextOptional("preopened_files", Shapes.TextList, out _)
            && arguments.TryNextOptional("envs", Pairs, out Optional<JsonObject> envs)
            && arguments.TryNextOptional("mapped_dirs", Pairs, out Optional<JsonObject> mapped)
            && arguments.TryNextOptional("mounted_binaries", Pairs, out Optional<JsonObject> binaries)
            && arguments.TryNextOptional("logging_mask", Shapes.I64, out Optional<long> mask)
            ? FunctionOutcome.Ok(ModuleConfigJson.Of(
                name, logger.HasValue ? logger.Value : null, envs.Value, mapped.Value, binaries.Value,
                mask.HasValue ? (int)mask.Value : null))
            : arguments.Error;
    }

    private static ArgumentShape<JsonObject> Pairs { get; } = new("Vec<(String, String)>", static value =>
        value is JsonArray { Items: var items }
            && items.All(item => item is JsonArray { Items: [JsonString, JsonString] })
                ? new(new JsonObject(items.Select(item => KeyValuePair.Create(
                    ((JsonString)((JsonArray)item).Items[0]).Value, ((JsonArray)item).Items[1])).DistinctBy(pair => pair.Key)))
                : default);

    /// <summary>Who may do so is checked before anything of the module is looked at.</summary>
    private async ValueTask<FunctionOutcome> AddAsync(
        CallContext call, string name, Func<(byte[]? Wasm, ServiceFault? Fault)> read, CancellationToken cancellation)
    {
        if (guard.Check(call) is { } forbidden)
        {
            return forbidden;
        }

        (string? cid, ServiceFault? fault) = await pool.RunAsync(call.Scope, () => Add(call, name, read), cancellation);
        return cid is not null ? FunctionOutcome.Ok(cid) : fault!.ToOutcome();
    }

    private (string? Cid, ServiceFault? Fault) Add(
        CallContext call, string name, Func<(byte[]? Wasm, ServiceFault? Fault)> read)
    {
        (byte[]? wasm, ServiceFault? fault) = read();
        return wasm is null ? (null, fault)
            : owners.TryAdd(name, wasm, call.InitPeerId, out string? cid, out fault) ? (cid, null) : (null, fault);
    }

    private (byte[]? Wasm, ServiceFault? Fault) Read(CallContext call, string path, long limit) =>
        vault.TryRead(call.Scope, call.Particle, path, limit, out byte[]? content, out ServiceFault? fault)
            ? (content, null) : (null, fault);

    private static (byte[]? Wasm, ServiceFault? Fault) Decode(string base64)
    {
        byte[] bytes = new byte[(base64.Length / 4 + 1) * 3];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? (bytes[..length], null)
            : (null, new ServiceFault("Error while decoding module bytes from base64: the text is not base64", "ModuleInvalidBase64"));
    }
}
