using Fluence.Services.Journeys;

namespace Fluence.Cli.Run.Journey;

/// <summary>A particle's stay on a peer: from where it came in until it comes in again.</summary>
/// <param name="Peer">The peer or worker.</param>
/// <param name="Arrival">How it came in; null where it began, or where the peer does not tell.</param>
/// <param name="Steps">What happened then, in order, sendings included.</param>
internal sealed record JourneyNode(string Peer, JourneyStep? Arrival, IReadOnlyList<JourneyStep> Steps)
{
    /// <summary>The stays to which the sendings led, by step.</summary>
    public Dictionary<JourneyStep, JourneyNode> Next { get; } = new(ReferenceEqualityComparer.Instance);
}
