using Fluence.Crypto;

namespace Fluence.Services.Scopes;

/// <summary>Whose services a call sees: the peer's own, or those of one of its workers.</summary>
/// <param name="Worker">The worker; null for the peer itself.</param>
public readonly record struct PeerScope(PeerId? Worker)
{
    /// <summary>The peer itself.</summary>
    public static PeerScope Host => default;

    /// <summary>Whether it is the peer itself.</summary>
    public bool IsHost => Worker is null;

    /// <summary>The debug print of the original, which stands in error texts.</summary>
    public override string ToString() => Worker is null ? "Host" : $"WorkerId(WorkerId(PeerId(\"{Worker}\")))";
}
