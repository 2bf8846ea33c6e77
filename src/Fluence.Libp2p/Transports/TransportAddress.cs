using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Transports;

/// <summary>A multiaddr that these transports can listen on or dial.</summary>
/// <param name="Host">The part that names the machine.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="IsWebSocket">Whether WebSocket runs over TCP.</param>
/// <param name="TlsName">The server name for TLS; null without TLS.</param>
internal sealed record TransportAddress(MultiaddrComponent Host, int Port, bool IsWebSocket, string? TlsName)
{
    /// <summary>Understands <c>/{ip4|ip6|dns|dns4|dns6}/tcp[/ws|/wss|/tls[/sni]/ws][/p2p]</c>; null for other addresses.</summary>
    public static TransportAddress? From(Multiaddr address)
    {
        ImmutableArray<MultiaddrComponent> parts = address.WithoutPeerId().Components;
        if (parts.Length < 2 || parts[1].Code != MultiaddrCode.Tcp || parts[0].Code is not (MultiaddrCode.Ip4 or MultiaddrCode.Ip6
            or MultiaddrCode.Dns or MultiaddrCode.Dns4 or MultiaddrCode.Dns6))
        {
            return null;
        }

        int port = int.Parse(parts[1].Value, CultureInfo.InvariantCulture);
        string host = parts[0].Value;
        return parts.AsSpan()[2..] switch
        {
            [] => new TransportAddress(parts[0], port, false, null),
            [{ Code: MultiaddrCode.Ws }] => new TransportAddress(parts[0], port, true, null),
            [{ Code: MultiaddrCode.Wss }] => new TransportAddress(parts[0], port, true, host),
            [{ Code: MultiaddrCode.Tls }, { Code: MultiaddrCode.Ws }] => new TransportAddress(parts[0], port, true, host),
            [{ Code: MultiaddrCode.Tls }, { Code: MultiaddrCode.Sni, Value: string name }, { Code: MultiaddrCode.Ws }] =>
                new TransportAddress(parts[0], port, true, name),
            _ => null,
        };
    }

    /// <summary>The socket addresses behind a name, or the one that is given.</summary>
    public async ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Host.Code is MultiaddrCode.Ip4 or MultiaddrCode.Ip6)
        {
            return [new IPEndPoint(IPAddress.Parse(Host.Value), Port)];
        }

        AddressFamily family = Host.Code switch
        {
            MultiaddrCode.Dns4 => AddressFamily.InterNetwork,
            MultiaddrCode.Dns6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(Host.Value, family, cancellationToken);
        return [.. addresses.Select(address => new IPEndPoint(address, Port))];
    }

    /// <summary>The multiaddr of a socket address.</summary>
    public static Multiaddr ToMultiaddr(EndPoint? endPoint, bool isWebSocket)
    {
        IPEndPoint socket = (IPEndPoint)endPoint!;
        IPAddress ip = socket.Address.IsIPv4MappedToIPv6 ? socket.Address.MapToIPv4() : socket.Address;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6 && ip.ScopeId != 0)
        {
            ip = new IPAddress(ip.GetAddressBytes());
        }

        MultiaddrCode family = ip.AddressFamily == AddressFamily.InterNetwork ? MultiaddrCode.Ip4 : MultiaddrCode.Ip6;
        MultiaddrComponent host = new(family, ip.ToString());
        MultiaddrComponent port = new(MultiaddrCode.Tcp, socket.Port.ToString(CultureInfo.InvariantCulture));
        return isWebSocket ? Multiaddr.Of(host, port, new MultiaddrComponent(MultiaddrCode.Ws, "")) : Multiaddr.Of(host, port);
    }
}
