using System.Net;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Kademlia;

/// <summary>Tells addresses of this machine and of private networks from global ones (IANA's special-purpose registries).</summary>
public static class LocalAddress
{
    private static readonly IPNetwork[] NotGlobal =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
            "::/127", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an IP address of <paramref name="address"/> is not global. Names of hosts are taken for global.</summary>
    public static bool Is(Multiaddr address)
    {
        ArgumentNullException.ThrowIfNull(address);
        foreach (MultiaddrComponent component in address.Components)
        {
            if (component.Code is MultiaddrCode.Ip4 or MultiaddrCode.Ip6 && Is(IPAddress.Parse(component.Value)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(IPAddress address)
    {
        IPAddress ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (IPNetwork network in NotGlobal)
        {
            if (network.BaseAddress.AddressFamily == ip.AddressFamily && network.Contains(ip))
            {
                return true;
            }
        }

        return ip is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6Multicast: true };
    }
}
