namespace Fluence.Marine.Services;

/// <summary>What a service learns about the particle that calls it.</summary>
public sealed record ParticleParameters
{
    /// <summary>No particle.</summary>
    public static ParticleParameters Empty { get; } = new();

    /// <summary>The particle's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The peer that sent it first.</summary>
    public string InitPeerId { get; init; } = "";

    /// <summary>When it was made, in milliseconds since 1970.</summary>
    public ulong Timestamp { get; init; }

    /// <summary>How long it lives, in milliseconds.</summary>
    public uint Ttl { get; init; }

    /// <summary>Its script.</summary>
    public string Script { get; init; } = "";

    /// <summary>The signature of the peer that sent it.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The signature signed by the host, which opens the particle's vault.</summary>
    public string Token { get; init; } = "";
}
