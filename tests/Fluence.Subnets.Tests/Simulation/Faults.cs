namespace Fluence.Subnets.Tests.Simulation;

/// <summary>Kinds of faults.</summary>
internal static class Faults
{
    /// <summary>A peer, its host or its connections break, but what is heard of it is true.</summary>
    public static Fault[] Honest { get; } = [Fault.Dies, Fault.Hangs, Fault.Late, Fault.Fails, Fault.Lossy, Fault.Restarts];

    /// <summary>Everything that a peer with a true interpreter can do.</summary>
    public static Fault[] All { get; } = [.. Honest, Fault.Lies, Fault.Equivocates];
}
