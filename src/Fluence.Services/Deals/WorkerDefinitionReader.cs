using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Deals;

/// <summary>
/// Reads definitions of workers and checks them. They come from strangers: whatever the text is, this ends with a definition or with what
/// is wrong, and where.
/// </summary>
public static class WorkerDefinitionReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Most services, most spells, and most modules of a service.</summary>
    public const int MaxItems = 256;

    private const int MaxName = 128;

    private static readonly string[] _reserved = ["worker-spell", "spell", "self"];

    /// <summary>Reads a definition.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="problem">What is wrong, and where.</param>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out WorkerDefinition? definition, [NotNullWhen(false)] out string? problem)
    {
        definition = null;
        if (text.Length > MaxLength)
        {
            problem = $"it has {text.Length} characters, most are {MaxLength}";
            return false;
        }

        if (!JsonValue.TryParse(text, out JsonValue? json, out string? error))
        {
            problem = $"it is no JSON: {error}";
            return false;
        }

        Reader reader = new();
        WorkerDefinition read = reader.Definition(json);
        problem = reader.Problem;
        definition = problem is null ? read : null;
        return definition is not null;
    }

    /// <summary>A definition as scripts see it.</summary>
    internal static JsonObject Print(WorkerDefinition definition) => new(
        ("services", new JsonArray([.. definition.Services.Select(JsonValue (service) => new JsonObject(
            ("name", new JsonString(service.Name)),
            ("modules", new JsonArray([.. service.Modules.Select(JsonValue (module) => new JsonObject(
                ("name", new JsonString(module.Name)), ("wasm", new JsonString(module.Wasm))))])),
            ("total_memory_limit", JsonNumber.FromUInt64(service.MemoryLimit))))])),
        ("spells", new JsonArray([.. definition.Spells.Select(JsonValue (spell) => new JsonObject(
            ("name", new JsonString(spell.Name)), ("script", new JsonString(spell.Script)), ("config", new JsonString(spell.Config)),
            ("init_args", new JsonString(spell.InitArguments))))])));

    /// <summary>Keeps the first problem and reads on.</summary>
    private sealed class Reader
    {
        public string? Problem { get; private set; }

        public WorkerDefinition Definition(JsonValue json)
        {
            JsonObject top = Object(json, "it");
            HashSet<string> names = new(StringComparer.Ordinal);
            return new WorkerDefinition(
                [.. Items(top, "services", "services").Select((item, index) => Service(item, $"services[{index}]", names))],
                [.. Items(top, "spells", "spells").Select((item, index) => Spell(item, $"spells[{index}]", names))]);
        }

        private ServiceDefinition Service(JsonValue json, string where, HashSet<string> names)
        {
            JsonObject map = Object(json, where);
            HashSet<string> modules = new(StringComparer.Ordinal);
            ImmutableArray<JsonValue> items = Items(map, "modules", $"{where}.modules");
            if (items.IsEmpty)
            {
                Tell($"{where}.modules is empty");
            }

            return new ServiceDefinition(
                Name(map, where, names),
                [.. items.Select((item, index) => Module(item, $"{where}.modules[{index}]", modules))],
                Limit(map, where));
        }

        private ModuleDefinition Module(JsonValue json, string where, HashSet<string> names)
        {
            JsonObject map = Object(json, where);
            return new ModuleDefinition(Name(map, where, names), CidOf(map, "wasm", where));
        }

        private SpellDefinition Spell(JsonValue json, string where, HashSet<string> names)
        {
            JsonObject map = Object(json, where);
            return new SpellDefinition(
                Name(map, where, names), CidOf(map, "script", where), CidOf(map, "config", where), CidOf(map, "init_args", where));
        }

        private string Name(JsonObject map, string where, HashSet<string> names)
        {
            string name = Text(map, "name", where);
            if (name.Length is 0 or > MaxName)
            {
                Tell($"{where}.name has {name.Length} characters, expected 1 to {MaxName}");
            }
            else if (_reserved.Contains(name))
            {
                Tell($"{where}.name is {name}, which is reserved");
            }
            else if (!names.Add(name))
            {
                Tell($"{where}.name is {name}, as is that of another");
            }

            return name;
        }

        private ulong Limit(JsonObject map, string where)
        {
            if (!map.TryGetValue("total_memory_limit", out JsonValue? value) || value is JsonNull)
            {
                return 0;
            }

            if (!Shapes.U64.TryRead(value, out ulong limit))
            {
                Tell($"{where}.total_memory_limit is no number of bytes");
            }

            return limit;
        }

        private string CidOf(JsonObject map, string member, string where)
        {
            string text = Text(map, member, where);
            if (Problem is null && !Cid.TryParseAny(text, out _))
            {
                Tell($"{where}.{member} is no CID: '{(text.Length > MaxName ? text[..MaxName] : text)}'");
            }

            return text;
        }

        private string Text(JsonObject map, string member, string where)
        {
            if (map.TryGetValue(member, out JsonValue? value) && value is JsonString text)
            {
                return text.Value;
            }

            Tell($"{where}.{member} is {(value is null ? "missing" : "no text")}");
            return "";
        }

        private ImmutableArray<JsonValue> Items(JsonObject map, string member, string where)
        {
            if (!map.TryGetValue(member, out JsonValue? value) || value is not JsonArray array)
            {
                Tell($"{where} is {(value is null ? "missing" : "no array")}");
                return [];
            }

            if (array.Count > MaxItems)
            {
                Tell($"{where} has {array.Count} items, most are {MaxItems}");
                return [];
            }

            return array.Items;
        }

        private JsonObject Object(JsonValue json, string where)
        {
            if (json is JsonObject map)
            {
                return map;
            }

            Tell($"{where} is no object");
            return JsonObject.Empty;
        }

        private void Tell(string problem) => Problem ??= problem;
    }
}
