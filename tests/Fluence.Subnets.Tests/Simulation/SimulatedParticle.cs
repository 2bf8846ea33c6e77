using Fluence.Primitives.Json;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>A function that was called on the network, and what has become of it.</summary>
/// <param name="Id">The particle's id.</param>
/// <param name="Air">The script.</param>
/// <param name="Init">Who calls.</param>
/// <param name="Relay">The caller's relay.</param>
/// <param name="Arguments">The function's arguments by name.</param>
/// <param name="Started">When, in milliseconds of the network's clock.</param>
/// <param name="Ttl">How long it lives, in milliseconds.</param>
internal sealed record SimulatedParticle(
    string Id, string Air, SimulatedPeer Init, SimulatedPeer Relay, IReadOnlyDictionary<string, JsonValue> Arguments, long Started, uint Ttl)
{
    /// <summary>The function's results; null while there are none.</summary>
    public IReadOnlyList<JsonValue>? Results { get; set; }

    /// <summary>The error with which it ended.</summary>
    public string? Error { get; set; }

    /// <summary>When it ended.</summary>
    public long Ended { get; set; } = long.MaxValue;

    /// <summary>What to do when it has ended.</summary>
    public Action OnEnd { get; set; } = static () => { };

    public bool IsDone => Results is not null || Error is not null;

    /// <summary>The one result.</summary>
    public JsonValue Result => Results is [var result] ? result : throw new InvalidOperationException($"{Id}: {Error ?? "no result"}");

    /// <summary>Ends it, once.</summary>
    public void End()
    {
        Action next = OnEnd;
        OnEnd = static () => { };
        next();
    }
}
