using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.Services.Blueprints;

/// <summary>Of which modules a service is made.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Dependencies">The modules' CIDs in the order of loading; the last is the facade.</param>
/// <param name="MemoryLimit">The memory that a service of them may take, in bytes; 0 for as much as the peer gives.</param>
public sealed record Blueprint(string Name, ImmutableArray<string> Dependencies, ulong MemoryLimit = 0)
{
    private const string LimitField = "memory_limit";

    /// <summary>The id: the CID of the DAG-JSON text.</summary>
    public string Id { get; } = UnixFsFile.CidOf(Encoding.UTF8.GetBytes(Print(Name, Dependencies, MemoryLimit))).ToString();

    /// <summary>The facade; null where there are no modules.</summary>
    public string? Facade => Dependencies is [.., string last] ? last : null;

    /// <summary>
    /// The DAG-JSON text: <c>{"dependencies":[{"/":"‹cid›"},…],"name":"…"}</c>, with <c>"memory_limit":‹bytes›</c> where
    /// there is one.
    /// </summary>
    public string ToDagJson() => Print(Name, Dependencies, MemoryLimit);

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
        else if (ReadLimit(fields) is not { } limit)
        {
            problem = $"{LimitField} field is not a number of bytes";
        }
        else
        {
            blueprint = new Blueprint(text.Value, links!, limit);
        }

        return blueprint is not null;
    }

    private static string? ReadLink(JsonValue value) =>
        value is JsonObject { Count: 1 } link && link.TryGetValue("/", out JsonValue? text) && text is JsonString { Value: string cid }
            && Cid.TryParse(cid, out Cid parsed) ? parsed.ToString() : null;

    private static ulong? ReadLimit(JsonObject fields) => !fields.TryGetValue(LimitField, out JsonValue? value) ? 0
        : value is JsonNumber number && number.TryGetUInt64(out ulong limit) && limit <= long.MaxValue ? limit : null;

    private static string Print(string name, ImmutableArray<string> dependencies, ulong limit)
    {
        List<(string, JsonValue)> members =
        [
            ("name", new JsonString(name)),
            ("dependencies", new JsonArray([.. dependencies.Select(JsonValue (cid) => new JsonObject(("/", new JsonString(cid))))])),
        ];
        if (limit > 0)
        {
            members.Add((LimitField, JsonNumber.FromUInt64(limit)));
        }

        return new JsonObject([.. members]).ToString();
    }
}
