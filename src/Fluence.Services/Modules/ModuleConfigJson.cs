using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Services.Modules;

/// <summary>Configurations of modules as scripts pass them around. Peers read nothing of them but the name.</summary>
internal static class ModuleConfigJson
{
    /// <summary>A configuration that says nothing but the name.</summary>
    public static JsonObject Default(string name) => new(
        ("name", new JsonString(name)), ("load_from", JsonNull.Instance), ("file_name", JsonNull.Instance));

    /// <summary>A configuration of what is given; what is null is left out.</summary>
    public static JsonObject Of(
        string name, bool? loggerEnabled, JsonObject? envs, JsonObject? mappedDirs, JsonObject? binaries, int? loggingMask)
    {
        List<KeyValuePair<string, JsonValue>> members = [.. Default(name).Members];
        if (loggerEnabled is { } enabled)
        {
            members.Add(new("logger_enabled", JsonBool.Of(enabled)));
        }

        if (loggingMask is { } mask)
        {
            members.Add(new("logging_mask", JsonNumber.FromInt64(mask)));
        }

        if (binaries is not null)
        {
            members.Add(new("mounted_binaries", binaries));
        }

        members.Add(new("wasi", new JsonObject(
            ("envs", (JsonValue?)envs ?? JsonNull.Instance), ("mapped_dirs", (JsonValue?)mappedDirs ?? JsonNull.Instance))));
        return new JsonObject(members);
    }

    /// <summary>How the peer runs a module, as <c>dist.list_modules</c> tells it.</summary>
    public static JsonObject OfSettings(bool loggerEnabled, ImmutableSortedDictionary<string, string> binaries)
    {
        List<KeyValuePair<string, JsonValue>> members = [new("logger_enabled", JsonBool.Of(loggerEnabled))];
        if (!binaries.IsEmpty)
        {
            members.Add(new("mounted_binaries", new JsonObject(
                binaries.Select(binary => KeyValuePair.Create(binary.Key, (JsonValue)new JsonString(binary.Value))))));
        }

        return new JsonObject(members);
    }
}
