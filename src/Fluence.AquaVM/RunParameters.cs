namespace Fluence.AquaVM;

/// <summary>What the interpreter is told about the particle and about the peer that runs it.</summary>
/// <param name="InitPeerId">The peer that made the particle: <c>%init_peer_id%</c>.</param>
/// <param name="CurrentPeerId">The peer that runs this step.</param>
/// <param name="Timestamp">When the particle was made, in milliseconds since 1970: <c>%timestamp%</c>.</param>
/// <param name="Ttl">How long the particle lives, in milliseconds: <c>%ttl%</c>.</param>
/// <param name="ParticleId">The particle's id, which salts every signature in its data.</param>
/// <param name="KeyFormat">The format of <paramref name="SecretKey"/>: 0 for Ed25519, the only one.</param>
/// <param name="SecretKey">The seed of the current peer's key, 32 bytes.</param>
/// <param name="Limits">Size limits.</param>
public sealed record RunParameters(
    string InitPeerId,
    string CurrentPeerId,
    ulong Timestamp,
    uint Ttl,
    string ParticleId,
    byte KeyFormat,
    ReadOnlyMemory<byte> SecretKey,
    SizeLimits Limits);

/// <summary>
/// The size limits of an invoke, in bytes. Exceeding one sets a flag of the outcome, and fails the invoke when they are hard.
/// </summary>
/// <param name="Air">Of the script.</param>
/// <param name="Particle">Of the incoming data.</param>
/// <param name="CallResult">Of one call result.</param>
/// <param name="Hard">Whether exceeding a limit fails the invoke with code 10.</param>
public sealed record SizeLimits(ulong Air, ulong Particle, ulong CallResult, bool Hard)
{
    /// <summary>16 MiB, 64 MiB and 32 MiB, soft.</summary>
    public static SizeLimits Default { get; } = new(16 << 20, 64 << 20, 32 << 20, Hard: false);
}
