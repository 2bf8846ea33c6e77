using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.Services.Blueprints;

/// <summary>Of which modules a service is made.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Dependencies">The modules' CIDs in the order of loading; the last is the facade.</param>
public sealed record Blueprint(string Name, ImmutableArray<string> Dependencies)
{
    /// <summary>The id: the CID of the DAG-JSON text.</summary>
    public string Id { get; } = UnixFsFile.CidOf(Encoding.UTF8.GetBytes(Print(Name, Dependencies))).ToString();

    /// <summary>The facade; null where there are no modules.</summary>
    public string? Facade => Dependencies is [.., string last] ? last : null;

    /// <summary>The DAG-JSON text: <c>{"dependencies":[{"/":"‹cid›"},…],"name":"…"}</c>.</summary>
    public string ToDagJson() => Print(Name, Dependencies);

    /// <summary>As scripts see it: id, name and CIDs.</summary>
    public JsonObject ToJson() => new(
        ("name", new JsonString(Name)),
        ("id", new JsonString(Id)),
        ("dependencies", new JsonArray([.. Dependencies.Select(JsonValue (cid) => new JsonString(cid))])));

    /// <summary>Reads DAG-JSON text; <paramref name="problem"/> says what is wrong with it.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Blueprint? blueprint, [NotNullWhen(false)] out string? problem)
    {
        blueprint = null;
        if (!JsonValue.TryParse(utf8, out JsonValue? json, out problem))
        {
            return false;
        }

        JsonObject fields = json as JsonObject ?? JsonObject.Empty;
        if (!fields.TryGetValue("name", out JsonValue? name))
        {
            problem = "name field is missing";
        }
        else if (!fields.TryGetValue("dependencies", out JsonValue? dependencies))
        {
            problem = "dependencies field is missing";
        }
        else if (name is not JsonString text)
        {
            problem = "name field is not a string";
        }
        else if (dependencies is not JsonArray list)
        {
            problem = "dependencies field is not a list";
        }
        else if (list.Items.Select(ReadLink).ToImmutableArray() is var links && links.Contains(null))
        {
            problem = "dependency is not a link";
        }
        else
        {
            blueprint = new Blueprint(text.Value, links!);
        }

        return blueprint is not null;
    }

    private static string? ReadLink(JsonValue value) =>
        value is JsonObject { Count: 1 } link && link.TryGetValue("/", out JsonValue? text) && text is JsonString { Value: string cid }
            && Cid.TryParse(cid, out Cid parsed) ? parsed.ToString() : null;

    private static string Print(string name, ImmutableArray<string> dependencies) => new JsonObject(
        ("name", new JsonString(name)),
        ("dependencies", new JsonArray([.. dependencies.Select(JsonValue (cid) => new JsonObject(("/", new JsonString(cid))))])))
        .ToString();
}
