using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>How lookups reach other peers. A seam: over a host's connections, or over a topology in memory in tests.</summary>
/// <remarks>
/// Both requests throw an <see cref="IOException"/>, a <see cref="TimeoutException"/>, an <see cref="ObjectDisposedException"/> or an
/// <see cref="OperationCanceledException"/> when they fail.
/// </remarks>
internal interface IKademliaTransport
{
    /// <summary>Whether a peer can be asked without an address.</summary>
    bool IsConnected(PeerId peer);

    /// <summary>Connects with a peer.</summary>
    Task ConnectAsync(KademliaPeer peer, CancellationToken cancellationToken);

    /// <summary>Connects if need be, sends a request and takes the answer.</summary>
    Task<KademliaMessage> AskAsync(KademliaPeer peer, KademliaMessage request, CancellationToken cancellationToken);
}
