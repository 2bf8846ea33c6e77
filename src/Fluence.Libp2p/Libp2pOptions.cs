using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Yamux;

namespace Fluence.Libp2p;

/// <summary>
/// What a host is and how much it lets others use of it. Every limit that is reached is counted in <see cref="Libp2pMetrics"/>.
/// </summary>
public sealed record Libp2pOptions
{
    /// <summary>The protocol version that identify tells. Fluence peers put their particle protocol here.</summary>
    public string ProtocolVersion { get; init; } = "ipfs/0.1.0";

    /// <summary>The agent that identify tells.</summary>
    public string AgentVersion { get; init; } = "fluence-dotnet/0.1.0";

    /// <summary>Addresses to tell others in place of the ones listened on; empty to tell those.</summary>
    public IReadOnlyList<Multiaddr> AnnounceAddresses { get; init; } = [];

    /// <summary>Whether every new connection is asked by identify who is there.</summary>
    public bool IdentifyOnConnect { get; init; } = true;

    /// <summary>Whether the muxer may be agreed upon within the Noise handshake, which saves a round trip where both sides can.</summary>
    public bool EarlyMuxerNegotiation { get; init; } = true;

    /// <summary>The most connections, in both directions.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>The most connections with one peer.</summary>
    public int MaxConnectionsPerPeer { get; init; } = 5;

    /// <summary>The most inbound connections whose handshake is not finished.</summary>
    public int MaxPendingInbound { get; init; } = 128;

    /// <summary>The most open streams of one connection, for each direction.</summary>
    public int MaxStreamsPerConnection { get; init; } = 1024;

    /// <summary>
    /// The most data that the streams of one connection may hold unread, in bytes; a stream that would exceed it is reset.
    /// </summary>
    public long MaxBufferedPerConnection { get; init; } = 64 * 1024 * 1024;

    /// <summary>The receive window that a stream begins with, in bytes; at least 256 KiB, which is where the protocol begins.</summary>
    public uint StreamWindow { get; init; } = YamuxSession.InitialWindow;

    /// <summary>How far the receive window of a stream grows while it is what limits the speed, in bytes.</summary>
    public uint MaxStreamWindow { get; init; } = 4 * 1024 * 1024;

    /// <summary>The plaintext that a connection queues before writers wait, in bytes.</summary>
    public int WriteBufferSize { get; init; } = 128 * 1024;

    /// <summary>The time to reach one address of a peer.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time from the raw connection to the finished handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time to agree upon the protocol of a stream.</summary>
    public TimeSpan NegotiationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time after which a connection without open streams is closed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The silence after which the peer is asked for a sign of life.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that the peer has for that sign.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The time that a peer may leave a write of the whole connection unread.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that a peer has to hang up after this side's good-bye.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often time-outs of connections are looked after.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(1);
}
