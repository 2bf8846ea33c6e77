namespace Fluence.Libp2p.Multiaddrs;

/// <summary>The protocols of a multiaddr that are understood, with their codes in multiformats' table.</summary>
public enum MultiaddrCode
{
    /// <summary>No protocol.</summary>
    None = 0,

    /// <summary><c>ip4</c>: four bytes.</summary>
    Ip4 = 4,

    /// <summary><c>tcp</c>: a port, two bytes big-endian.</summary>
    Tcp = 6,

    /// <summary><c>ip6</c>: sixteen bytes.</summary>
    Ip6 = 41,

    /// <summary><c>dns</c>: a name that resolves to either family.</summary>
    Dns = 53,

    /// <summary><c>dns4</c>: a name that resolves to IPv4.</summary>
    Dns4 = 54,

    /// <summary><c>dns6</c>: a name that resolves to IPv6.</summary>
    Dns6 = 55,

    /// <summary><c>dnsaddr</c>: a name whose TXT records hold multiaddrs. Read only, not dialled.</summary>
    Dnsaddr = 56,

    /// <summary><c>udp</c>: a port, two bytes big-endian. Read only, not dialled.</summary>
    Udp = 273,

    /// <summary><c>p2p-circuit</c>: through a relay. Read only, not dialled.</summary>
    P2pCircuit = 290,

    /// <summary><c>p2p</c>: a peer id.</summary>
    P2p = 421,

    /// <summary><c>tls</c>: TLS.</summary>
    Tls = 448,

    /// <summary><c>sni</c>: the server name for TLS.</summary>
    Sni = 449,

    /// <summary><c>quic</c>: QUIC draft 29. Read only, not dialled.</summary>
    Quic = 460,

    /// <summary><c>quic-v1</c>: QUIC, RFC 9000. Read only, not dialled.</summary>
    QuicV1 = 461,

    /// <summary><c>webtransport</c>. Read only, not dialled.</summary>
    WebTransport = 465,

    /// <summary><c>certhash</c>: a multihash in multibase. Read only, not dialled.</summary>
    CertHash = 466,

    /// <summary><c>ws</c>: WebSocket.</summary>
    Ws = 477,

    /// <summary><c>wss</c>: WebSocket over TLS.</summary>
    Wss = 478,
}
