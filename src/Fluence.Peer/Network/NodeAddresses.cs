using System.Net;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;

namespace Fluence.Peer.Network;

/// <summary>The multiaddrs that a configuration means.</summary>
internal static class NodeAddresses
{
    /// <summary>What to listen on.</summary>
    public static IEnumerable<Multiaddr> Listen(PeerConfig config) => OnPorts(config, config.ListenIp);

    /// <summary>
    /// What to announce: <c>external_address</c> with the ports listened on, and <c>external_multiaddresses</c>. None when neither is
    /// configured; the addresses listened on are announced then.
    /// </summary>
    public static IEnumerable<Multiaddr> External(PeerConfig config)
    {
        IEnumerable<Multiaddr> own = config.ExternalAddress is null ? [] : OnPorts(config, config.ExternalAddress);
        return own.Concat(config.ExternalMultiaddresses);
    }

    private static IEnumerable<Multiaddr> OnPorts(PeerConfig config, IPAddress ip)
    {
        string host = ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"/ip6/{ip}" : $"/ip4/{ip}";
        if (config.TcpPort is { } tcp)
        {
            yield return Multiaddr.Parse($"{host}/tcp/{tcp}");
        }

        if (config.WebSocketPort is { } webSocket)
        {
            yield return Multiaddr.Parse($"{host}/tcp/{webSocket}/ws");
        }
    }
}
