namespace Fluence.Subnets.Tests.Simulation;

/// <summary>What is wrong with a peer.</summary>
internal enum Fault
{
    None,

    /// <summary>From some moment on everything that is sent to it is lost.</summary>
    Dies,

    /// <summary>It takes part, but its services never answer.</summary>
    Hangs,

    /// <summary>Its services answer when everybody has stopped waiting.</summary>
    Late,

    /// <summary>Its services fail.</summary>
    Fails,

    /// <summary>Half of what is sent to it or by it is lost.</summary>
    Lossy,

    /// <summary>It stops and starts again, with the state of its services but without that of particles.</summary>
    Restarts,

    /// <summary>Its services answer a wrong value, the same as all others of this kind.</summary>
    Lies,

    /// <summary>Its services answer another wrong value to each who asks.</summary>
    Equivocates,

    /// <summary>Its interpreter makes two histories of a script, with different answers of a service, and sends both to everybody.</summary>
    Forks,
}
