using Fluence.Crypto;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>What a peer tells of itself to scripts.</summary>
/// <param name="KeyPair">The peer's key, with which <c>sig.sign</c> signs.</param>
/// <param name="ExternalAddresses">The addresses under which the peer can be reached, as multiaddr texts.</param>
/// <param name="ManagementPeerId">The peer that may call guarded functions beside the host itself; null for none.</param>
public sealed record PeerDescription(KeyPair KeyPair, Func<IReadOnlyList<string>> ExternalAddresses, PeerId? ManagementPeerId)
{
    /// <summary>The peer's id.</summary>
    public PeerId PeerId => KeyPair.PeerId;

    /// <summary>The version of this program.</summary>
    public string NodeVersion { get; init; } = "0.1.0";

    /// <summary>The version of the interpreter that this peer's data is compatible with.</summary>
    public string AirVersion { get; init; } = "0.62.0";

    /// <summary>The version of the spell service; empty while the peer has none.</summary>
    public string SpellVersion { get; init; } = string.Empty;

    /// <summary>Paths of binaries that services may run.</summary>
    public IReadOnlyList<string> AllowedBinaries { get; init; } = [];

    internal CallGuard Guard => new(PeerId, ManagementPeerId);
}

/// <summary>Keeps functions that change the peer for its owners: the particle's init peer must be the host or its manager.</summary>
internal readonly record struct CallGuard(PeerId Host, PeerId? Management)
{
    /// <summary>Null when the call is allowed, otherwise the error to answer.</summary>
    public FunctionOutcome? Check(CallContext call) => call.InitPeerId == Host || (Management is not null && call.InitPeerId == Management)
        ? null
        : FunctionOutcome.Fail("This function is only available to the host or worker spells");
}
