using Fluence.AquaVM;

namespace Fluence.Cli.Avm.Simulation;

/// <summary>Something that happened on a peer of a simulation.</summary>
/// <param name="Peer">Where.</param>
internal abstract record SimulationEvent(SimulatedPeer Peer);

/// <summary>The interpreter ran.</summary>
internal sealed record Interpreted(SimulatedPeer Peer, InvokeRequest Request, InvokeOutcome Outcome) : SimulationEvent(Peer);

/// <summary>A function was called.</summary>
internal sealed record Called(SimulatedPeer Peer, CallRequest Request, CallResult Result) : SimulationEvent(Peer);

/// <summary>
/// The particle went on with data of so many bytes to the peer of an id; <see cref="To"/> is null when the simulation has none of that id.
/// </summary>
internal sealed record Sent(SimulatedPeer Peer, SimulatedPeer? To, string ToId, int Size) : SimulationEvent(Peer);
