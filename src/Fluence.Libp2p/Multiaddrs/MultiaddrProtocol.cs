using System.Collections.Frozen;

namespace Fluence.Libp2p.Multiaddrs;

/// <summary>How the value of a protocol looks.</summary>
internal enum MultiaddrValue
{
    None,
    Ip4,
    Ip6,
    Port,
    Name,
    PeerId,
    CertHash,
}

/// <summary>One row of the table of protocols.</summary>
/// <param name="Code">The code in binary multiaddrs.</param>
/// <param name="Name">The name in text.</param>
/// <param name="Value">The shape of the value.</param>
internal sealed record MultiaddrProtocol(MultiaddrCode Code, string Name, MultiaddrValue Value)
{
    private static readonly MultiaddrProtocol[] Table =
    [
        new(MultiaddrCode.Ip4, "ip4", MultiaddrValue.Ip4),
        new(MultiaddrCode.Tcp, "tcp", MultiaddrValue.Port),
        new(MultiaddrCode.Ip6, "ip6", MultiaddrValue.Ip6),
        new(MultiaddrCode.Dns, "dns", MultiaddrValue.Name),
        new(MultiaddrCode.Dns4, "dns4", MultiaddrValue.Name),
        new(MultiaddrCode.Dns6, "dns6", MultiaddrValue.Name),
        new(MultiaddrCode.Dnsaddr, "dnsaddr", MultiaddrValue.Name),
        new(MultiaddrCode.Udp, "udp", MultiaddrValue.Port),
        new(MultiaddrCode.P2pCircuit, "p2p-circuit", MultiaddrValue.None),
        new(MultiaddrCode.P2p, "p2p", MultiaddrValue.PeerId),
        new(MultiaddrCode.Tls, "tls", MultiaddrValue.None),
        new(MultiaddrCode.Sni, "sni", MultiaddrValue.Name),
        new(MultiaddrCode.Quic, "quic", MultiaddrValue.None),
        new(MultiaddrCode.QuicV1, "quic-v1", MultiaddrValue.None),
        new(MultiaddrCode.WebTransport, "webtransport", MultiaddrValue.None),
        new(MultiaddrCode.CertHash, "certhash", MultiaddrValue.CertHash),
        new(MultiaddrCode.Ws, "ws", MultiaddrValue.None),
        new(MultiaddrCode.Wss, "wss", MultiaddrValue.None),
    ];

    private static readonly FrozenDictionary<MultiaddrCode, MultiaddrProtocol> ByCode = Table.ToFrozenDictionary(protocol => protocol.Code);

    // "ipfs" is the old name of "p2p"
    private static readonly FrozenDictionary<string, MultiaddrProtocol> ByName =
        Table.Append(new MultiaddrProtocol(MultiaddrCode.P2p, "ipfs", MultiaddrValue.PeerId)).ToFrozenDictionary(protocol => protocol.Name);

    public static MultiaddrProtocol? Find(MultiaddrCode code) => ByCode.GetValueOrDefault(code);

    public static MultiaddrProtocol? Find(string name) => ByName.GetValueOrDefault(name);
}
