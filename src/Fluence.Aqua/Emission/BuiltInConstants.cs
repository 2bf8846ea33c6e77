using System.Collections.Immutable;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Emission;

/// <summary>The constants that every file sees.</summary>
internal static class BuiltInConstants
{
    /// <summary>All of them; without a relay the host is the initiator itself.</summary>
    internal static ImmutableArray<RawConstant> For(AirOptions options) =>
    [
        new("nil", RawLiteral.Nil, IsDefault: false),
        new("INIT_PEER_ID", RawLiteral.InitPeerId, IsDefault: false),
        new("HOST_PEER_ID", options.NoRelay ? RawLiteral.InitPeerId : new RawVariable(Wrapper.Relay, ScalarType.String), IsDefault: false),
        new("PARTICLE_TTL", RawLiteral.ParticleTtl, IsDefault: false),
        new("PARTICLE_TIMESTAMP", RawLiteral.ParticleTimestamp, IsDefault: false),
        new("LAST_ERROR", RawVariable.LastError, IsDefault: false),
    ];
}
