using System.Collections.Immutable;

namespace Fluence.Marine.Services;

/// <summary>Who calls a service, and where the arguments come from. Modules read it in the form of their SDK's version.</summary>
public sealed record CallParameters
{
    /// <summary>Nobody.</summary>
    public static CallParameters Empty { get; } = new();

    /// <summary>The particle by which the service is called.</summary>
    public ParticleParameters Particle { get; init; } = ParticleParameters.Empty;

    /// <summary>The service that is called.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>The peer that created the service.</summary>
    public string ServiceCreatorPeerId { get; init; } = "";

    /// <summary>The peer on which the service runs.</summary>
    public string HostId { get; init; } = "";

    /// <summary>The worker on which the service runs.</summary>
    public string WorkerId { get; init; } = "";

    /// <summary>The origins of each argument's values.</summary>
    public ImmutableArray<ImmutableArray<SecurityTetraplet>> Tetraplets { get; init; } = [];
}
