using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;

namespace Fluence.Services.Tests.Support;

/// <summary>What tests do with spells and workers.</summary>
internal static class SpellCalls
{
    public const string Script = "(null)";

    /// <summary>Never by itself.</summary>
    public static TriggerConfig Never { get; } = new();

    public static uint Seconds(this HostedHarness peer) => (uint)peer.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A particle of the manager, who may do all.</summary>
    public static CallingParticle Managed() => HostedHarness.Particle(HostedHarness.Manager);

    /// <summary>A particle of a spell on a scope.</summary>
    public static CallingParticle Of(this HostedHarness peer, string spell, PeerScope scope = default, uint number = 0) =>
        HostedHarness.Particle(peer.Scopes.IdOf(scope), $"spell_{spell}_{number}");

    public static string InstallArguments(TriggerConfig config, string data = "{}", string? alias = null, string script = Script) =>
        new JsonArray([
            new JsonString(script), JsonValue.Parse(data), config.ToJson(),
            alias is null ? JsonArray.Empty : new JsonString(alias)]).ToString()!;

    public static Task<string> InstallAsync(
        this HostedHarness peer, TriggerConfig? config = null, PeerScope scope = default, string data = "{}", string? alias = null,
        string script = Script) =>
        peer.GetTextAsync("spell.install", InstallArguments(config ?? Never, data, alias, script), Managed(), scope);

    public static async Task<PeerScope> CreateWorkerAsync(this HostedHarness peer, string deal = "deal")
    {
        string id = await peer.GetTextAsync("worker.create", $"[\"{deal}\", []]", Managed());
        Assert.True(PeerId.TryParse(id, out PeerId? worker));
        return new PeerScope(worker);
    }

    /// <summary>The member of a result that must tell success.</summary>
    public static async Task<JsonValue> ReadAsync(
        this HostedHarness peer, string name, string arguments, string member, CallingParticle? particle = null, PeerScope scope = default)
    {
        JsonObject result = Assert.IsType<JsonObject>(await peer.GetAsync(name, arguments, particle, scope));
        Assert.True(result.TryGetValue("success", out JsonValue? success) && success is JsonBool { Value: true }, result.ToString());
        Assert.True(result.TryGetValue(member, out JsonValue? value));
        return value;
    }

    /// <summary>The error of a result that must tell failure.</summary>
    public static async Task<string> ProblemAsync(
        this HostedHarness peer, string name, string arguments, CallingParticle? particle = null, PeerScope scope = default)
    {
        JsonObject result = Assert.IsType<JsonObject>(await peer.GetAsync(name, arguments, particle, scope));
        Assert.True(result.TryGetValue("success", out JsonValue? success) && success is JsonBool { Value: false }, result.ToString());
        Assert.True(result.TryGetValue("error", out JsonValue? error));
        return Assert.IsType<JsonString>(error).Value;
    }

    /// <summary>Does something that only has to succeed.</summary>
    public static async Task DoAsync(
        this HostedHarness peer, string name, string arguments, CallingParticle? particle = null, PeerScope scope = default) =>
        Assert.Equal("\"\"", (await peer.ReadAsync(name, arguments, "error", particle, scope)).ToString());

    /// <summary>Moves the clock, and waits until so many particles of spells were started altogether.</summary>
    public static async Task AdvanceAsync(this HostedHarness peer, double seconds, int started)
    {
        peer.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await peer.StartedAsync(started);
    }

    public static Task StartedAsync(this HostedHarness peer, int started) =>
        TestKit.Eventually.True(() => peer.Particles.Started.Count == started, $"{started} particles were started");
}
