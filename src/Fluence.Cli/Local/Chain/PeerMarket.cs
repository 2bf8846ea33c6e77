using System.Collections.Immutable;
using Fluence.Cli.Provider;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Local.Chain;

/// <summary>What local peers know of the market that they are in.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Peers">Their keys, by their numbers.</param>
internal sealed record PeerMarket(LocalChain Chain, ImmutableArray<ProviderPeer> Peers)
{
    /// <summary>A peer's configuration with the market in it.</summary>
    public PeerConfig Apply(PeerConfig config, int number) => config;
}
