using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;

namespace Fluence.Cli.Tests.Support;

/// <summary>Requests for <c>avm invoke</c>, and what to do with their answers.</summary>
internal static class Requests
{
    public const string ParticleId = "some-particle";

    public static KeyPair Key { get; } = KeyPair.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());

    public static string PeerId => Key.PeerId.ToString();

    /// <summary>One call on this peer, then one on another.</summary>
    public static string Script(string next) =>
        $"""(seq (call "{PeerId}" ("op" "greet") ["hi" 1.5 []] x) (call "{next}" ("op" "tell") [x]))""";

    public static JsonObject Make(string air) => new()
    {
        ["air"] = air,
        ["params"] = new JsonObject
        {
            ["init_peer_id"] = PeerId,
            ["current_peer_id"] = PeerId,
            ["timestamp"] = 1_700_000_000_000,
            ["ttl"] = 30_000,
            ["particle_id"] = ParticleId,
            ["secret_key_bytes"] = Convert.ToBase64String(Key.Seed.Span),
        },
    };

    /// <summary>The same request after its call was answered.</summary>
    public static JsonObject Continue(JsonObject request, JsonElement outcome, string result)
    {
        JsonObject next = request.DeepClone().AsObject();
        next["prev_data"] = outcome.GetProperty("data").GetString();
        next["call_results"] = new JsonObject { ["1"] = new JsonObject { ["ret_code"] = 0, ["result"] = result } };
        return next;
    }
}
