using System.Net;
using System.Net.Sockets;
using Fluence.Ipfs;
using Fluence.Ipfs.Rpc;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer;

/// <summary>Makes a peer's IPFS what its configuration says: served to programs, or another program in its place.</summary>
internal static class IpfsServing
{
    /// <summary>Starts the RPC; null where the configuration names no port.</summary>
    /// <exception cref="ConfigException">The port is taken, or the address of the other program is none of an RPC.</exception>
    public static async Task<KuboServer?> StartAsync(
        PeerConfig config, IpfsAccess ipfs, Libp2pHost host, ILogger logger, CancellationToken cancellation)
    {
        KuboServer? server = null;
        if (config.IpfsPort is { } port)
        {
            IPEndPoint address = new(config.IpfsListenIp, port);
            try
            {
                server = await KuboServer.StartAsync(address, ipfs.Node, host, PeerNode.AgentVersion, logger, cancellation);
            }
            catch (IOException refused)
            {
                throw new ConfigException($"cannot serve IPFS on {address}: {(refused.InnerException ?? refused).Message}; "
                    + "choose another ipfs_port or stop what uses it");
            }

            ipfs.ServeAt(AddressOf(server.Url));
        }

        try
        {
            if (config.IpfsApi is { } other)
            {
                ipfs.Use(other);
            }

            return server;
        }
        catch (IpfsException wrong)
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw new ConfigException($"ipfs_api: {wrong.Message}");
        }
    }

    private static Multiaddr AddressOf(Uri url)
    {
        IPAddress ip = IPAddress.Parse(url.Host.Trim('[', ']'));
        return Multiaddr.Parse($"/{(ip.AddressFamily == AddressFamily.InterNetworkV6 ? "ip6" : "ip4")}/{ip}/tcp/{url.Port}");
    }
}
