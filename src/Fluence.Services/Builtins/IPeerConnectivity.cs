using Fluence.Crypto;

namespace Fluence.Services.Builtins;

/// <summary>What builtins may know of the network and ask of it. A seam: the peer implements it over libp2p, tests in memory.</summary>
public interface IPeerConnectivity
{
    /// <summary>Every other peer known so far, connected or not.</summary>
    IReadOnlyCollection<PeerId> KnownPeers { get; }

    /// <summary>The addresses known for <paramref name="peer"/>, as multiaddr texts; null when the peer is unknown.</summary>
    IReadOnlyList<string>? FindAddresses(PeerId peer);

    /// <summary>Whether <paramref name="peer"/> is known or connected: the original takes a known contact for a connection.</summary>
    bool HasContact(PeerId peer);

    /// <summary>Connects to <paramref name="peer"/> by the given addresses and those known; false when none answers.</summary>
    Task<bool> ConnectAsync(PeerId peer, IReadOnlyList<string> addresses, CancellationToken cancellation);
}
