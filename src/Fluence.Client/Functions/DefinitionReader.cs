using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Fluence.Client.Functions;

/// <summary>Reads the definitions that Aqua compilers give beside scripts, in the form that js-client takes.</summary>
internal static class DefinitionReader
{
    // definitions nest as deep as the types in the source
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    // through what scripts talk to the client: all compilers use these names
    private static readonly (string Key, string Name)[] Conventions =
    [
        ("relay", "-relay-"), ("getDataSrv", "getDataSrv"), ("callbackSrv", "callbackSrv"), ("responseSrv", "callbackSrv"),
        ("responseFnName", "response"), ("errorHandlingSrv", "errorHandlingSrv"), ("errorFnName", "error"),
    ];

    internal static FunctionDefinition Function(string json) => Read(json, static root =>
    {
        JsonElement names = Member(root, "names", "");
        foreach ((string key, string name) in Conventions)
        {
            if (Text(names, key, "names") is var other && other != name)
            {
                throw Problem($"names.{key}", $"is '{other}'; only '{name}' is supported");
            }
        }

        return new FunctionDefinition(Text(root, "functionName", ""), Arrow(Member(root, "arrow", ""), "arrow"));
    });

    internal static ServiceDefinition Service(string json) => Read(json, static root => new ServiceDefinition(
        root.TryGetProperty("defaultServiceId", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null,
        [.. Fields(Member(root, "functions", ""), "functions").Select(static field =>
            (field.Name, field.Type as AquaType.Arrow ?? throw Problem($"functions.{field.Name}", "is no arrow")))]));

    private static T Read<T>(string json, Func<JsonElement, T> read)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return read(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"the definition is no JSON: {malformed.Message}", malformed);
        }
    }

    private static AquaType.Arrow Arrow(JsonElement type, string path) =>
        Type(type, path) as AquaType.Arrow ?? throw Problem(path, "is no arrow");

    private static AquaType Type(JsonElement type, string path) => Text(type, "tag", path) switch
    {
        "topType" => new AquaType.Top(),
        "bottomType" => new AquaType.Bottom(),
        "nil" => new AquaType.Nil(),
        "scalar" => new AquaType.Scalar(Text(type, "name", path)),
        "array" => new AquaType.Array(Type(Member(type, "type", path), path + ".type")),
        "option" => new AquaType.Option(Type(Member(type, "type", path), path + ".type")),
        "struct" => new AquaType.Struct(Text(type, "name", path), Fields(type, path)),
        "arrow" => new AquaType.Arrow(
            Fields(Member(type, "domain", path), path + ".domain"), Results(Member(type, "codomain", path), path + ".codomain")),
        var other => throw Problem(path, $"has the unknown tag '{other}'"),
    };

    private static ImmutableArray<(string Name, AquaType Type)> Fields(JsonElement type, string path)
    {
        string tag = Text(type, "tag", path);
        return tag switch
        {
            "nil" => [],
            "unlabeledProduct" => [.. Results(type, path).Select(static (item, index) =>
                ("arg" + index.ToString(CultureInfo.InvariantCulture), item))],
            "labeledProduct" or "struct" => [.. Member(type, "fields", path, JsonValueKind.Object).EnumerateObject()
                .Select(field => (field.Name, Type(field.Value, $"{path}.{field.Name}")))],
            _ => throw Problem(path, $"has the tag '{tag}' where fields are expected"),
        };
    }

    private static ImmutableArray<AquaType> Results(JsonElement type, string path) => Text(type, "tag", path) switch
    {
        "nil" => [],
        "unlabeledProduct" => [.. Member(type, "items", path, JsonValueKind.Array).EnumerateArray()
            .Select((item, index) => Type(item, $"{path}[{index}]"))],
        "labeledProduct" => [.. Fields(type, path).Select(static field => field.Type)],
        var tag => throw Problem(path, $"has the tag '{tag}' where results are expected"),
    };

    private static JsonElement Member(JsonElement element, string name, string path) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member
            : throw Problem(path, $"has no '{name}'");

    private static JsonElement Member(JsonElement element, string name, string path, JsonValueKind kind) =>
        Member(element, name, path) is var member && member.ValueKind == kind ? member
            : throw Problem(path, $"has '{name}' that is no {(kind == JsonValueKind.Array ? "array" : "object")}");

    private static string Text(JsonElement element, string name, string path) =>
        Member(element, name, path) is { ValueKind: JsonValueKind.String } text ? text.GetString()!
            : throw Problem(path, $"has a '{name}' that is no text");

    private static FormatException Problem(string path, string what) =>
        new($"the definition {(path.Length == 0 ? "" : $"at {path} ")}{what}");
}
