namespace Fluence.Services.Journeys;

/// <summary>What happened to a particle on a peer.</summary>
public enum JourneyStepKind
{
    /// <summary>The particle came in, and was interpreted.</summary>
    Received,

    /// <summary>A function was called.</summary>
    Called,

    /// <summary>The particle was sent to another peer.</summary>
    Sent,

    /// <summary>The interpreter gave up.</summary>
    Failed,
}

/// <summary>One thing that happened to a particle on a peer.</summary>
/// <param name="Kind">What.</param>
/// <param name="Peer">The peer, or the worker, on whom.</param>
/// <param name="At">When it began, by that peer's clock.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Subject">
/// The function as <c>service.function</c>, the peer that it was sent to, or the interpreter's code; empty for what came in.
/// </param>
/// <param name="Problem">What went wrong; null when nothing did.</param>
public sealed record JourneyStep(
    JourneyStepKind Kind, string Peer, DateTimeOffset At, TimeSpan Took, string Subject, string? Problem);
