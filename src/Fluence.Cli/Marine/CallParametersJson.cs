using System.Collections.Immutable;
using Fluence.Cli.Output;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Marine;

/// <summary>Call parameters out of JSON; what is not given is empty.</summary>
internal static class CallParametersJson
{
    /// <exception cref="CommandException">A field is of another type.</exception>
    public static CallParameters Read(JsonValue json)
    {
        JsonObject map = Map(json, "call parameters");
        JsonObject particle = map.TryGetValue("particle", out JsonValue? given) ? Map(given, "particle") : JsonObject.Empty;
        return new CallParameters
        {
            Particle = new ParticleParameters
            {
                Id = Text(particle, "id"),
                InitPeerId = Text(particle, "init_peer_id"),
                Timestamp = Number(particle, "timestamp", ulong.MaxValue),
                Ttl = (uint)Number(particle, "ttl", uint.MaxValue),
                Script = Text(particle, "script"),
                Signature = Items(particle, "signature").Select(static item => (byte)Number(item, "signature", byte.MaxValue)).ToArray(),
                Token = Text(particle, "token"),
            },
            ServiceId = Text(map, "service_id"),
            ServiceCreatorPeerId = Text(map, "service_creator_peer_id"),
            HostId = Text(map, "host_id"),
            WorkerId = Text(map, "worker_id"),
            Tetraplets = [.. Items(map, "tetraplets").Select(static list => Tetraplets(list))],
        };
    }

    private static ImmutableArray<SecurityTetraplet> Tetraplets(JsonValue list) =>
    [
        .. (list as JsonArray ?? throw Wrong("tetraplets", "an array of arrays")).Items.Select(static item => Map(item, "a tetraplet"))
            .Select(static map => new SecurityTetraplet(
                Text(map, "peer_pk"), Text(map, "service_id"), Text(map, "function_name"), Text(map, "lens"))),
    ];

    private static JsonObject Map(JsonValue json, string name) => json as JsonObject ?? throw Wrong(name, "an object");

    private static string Text(JsonObject map, string name) => !map.TryGetValue(name, out JsonValue? value) ? ""
        : value is JsonString text ? text.Value : throw Wrong(name, "a string");

    private static ulong Number(JsonObject map, string name, ulong most) =>
        map.TryGetValue(name, out JsonValue? value) ? Number(value, name, most) : 0;

    private static ulong Number(JsonValue value, string name, ulong most) =>
        value is JsonNumber number && number.TryGetUInt64(out ulong result) && result <= most
            ? result : throw Wrong(name, $"a whole number up to {most}");

    private static ImmutableArray<JsonValue> Items(JsonObject map, string name) => !map.TryGetValue(name, out JsonValue? value) ? []
        : value is JsonArray array ? array.Items : throw Wrong(name, "an array");

    private static CommandException Wrong(string name, string expected) => new($"invalid call parameters: {name} should be {expected}");
}
