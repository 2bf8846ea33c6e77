using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Identify;

/// <summary>What a peer tells about itself.</summary>
/// <param name="ProtocolVersion">The family of protocols, for example <c>ipfs/0.1.0</c>; Fluence peers tell
/// <c>/fluence/particle/2.0.0</c>.</param>
/// <param name="AgentVersion">The program.</param>
/// <param name="PublicKey">The key; null when it is absent or no Ed25519 key.</param>
/// <param name="ListenAddresses">Where it can be dialled; addresses of unknown protocols are left out.</param>
/// <param name="ObservedAddress">The address under which it sees the receiver; null when absent or unknown.</param>
/// <param name="Protocols">The protocols that it serves.</param>
public sealed record IdentifyInfo(
    string ProtocolVersion,
    string AgentVersion,
    PublicKey? PublicKey,
    IReadOnlyList<Multiaddr> ListenAddresses,
    Multiaddr? ObservedAddress,
    IReadOnlyList<string> Protocols);
