namespace Fluence.Libp2p;

/// <summary>Bounds that no option changes: what is read from a peer before it is believed.</summary>
internal static class Limits
{
    /// <summary>The longest multiaddr, in characters or bytes.</summary>
    public const int MultiaddrLength = 1024;

    /// <summary>The most components of a multiaddr.</summary>
    public const int MultiaddrComponents = 32;

    /// <summary>The longest line of multistream-select with its line feed, in bytes.</summary>
    public const int MultistreamLineLength = 1024;

    /// <summary>The most protocols that one side may propose before the negotiation fails.</summary>
    public const int MultistreamProposals = 64;

    /// <summary>The longest HTTP head of a WebSocket handshake, in bytes.</summary>
    public const int HttpHeadLength = 16 * 1024;

    /// <summary>The longest identify message, in bytes (js-libp2p reads 8 KiB, go-libp2p 8 KiB a part).</summary>
    public const int IdentifyMessageLength = 64 * 1024;

    /// <summary>The most protocols, and the most addresses, that are kept from an identify message.</summary>
    public const int IdentifyEntries = 1024;

    /// <summary>The most muxers that are kept from a Noise payload.</summary>
    public const int NoiseMuxers = 16;

    /// <summary>
    /// The most plaintext of control frames that may wait for a peer that does not read, in bytes. Beyond it the connection ends.
    /// </summary>
    public const int PendingControlBytes = 1024 * 1024;

    /// <summary>The longest request of Kademlia, in bytes.</summary>
    public const int KademliaRequestLength = 16 * 1024;

    /// <summary>The longest answer of Kademlia, in bytes: twenty peers with a hundred addresses each.</summary>
    public const int KademliaAnswerLength = 256 * 1024;

    /// <summary>The longest key of Kademlia, in bytes.</summary>
    public const int KademliaKeyLength = 1024;

    /// <summary>The most peers of one answer of Kademlia that are looked at.</summary>
    public const int KademliaPeers = 32;

    /// <summary>The most addresses of one peer of an answer that are looked at.</summary>
    public const int KademliaAddresses = 32;
}
