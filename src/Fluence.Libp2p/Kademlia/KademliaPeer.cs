using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Kademlia;

/// <summary>A peer and where it is said to be.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Addresses">Its addresses, without <c>/p2p/</c>.</param>
public sealed record KademliaPeer(PeerId Id, ImmutableArray<Multiaddr> Addresses)
{
    /// <summary>
    /// The addresses that may be taken for the peer's: each once, at most so many, none that names another peer, and local ones only where
    /// those are allowed.
    /// </summary>
    internal static KademliaPeer Of(PeerId id, IEnumerable<Multiaddr> addresses, KademliaOptions options) => new(
        id,
        [.. addresses
            .Where(address => address.PeerId is not { } named || named == id)
            .Where(address => options.AllowLocalAddresses() || !LocalAddress.Is(address))
            .Select(address => address.WithoutPeerId())
            .Distinct()
            .Take(options.AddressesPerPeer)]);

    /// <summary>The same peer with further addresses behind those it has, as far as there is room.</summary>
    internal KademliaPeer With(IEnumerable<Multiaddr> further, int most) =>
        this with { Addresses = [.. Addresses.Concat(further).Distinct().Take(most)] };
}
