using System.Net;
using Fluence.Ipfs;
using Fluence.Ipfs.Rpc;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Peer.Configuration;

/// <summary>The keys of IPFS.</summary>
internal static class IpfsSettings
{
    public static IReadOnlyList<PeerSetting> All { get; } =
    [
        PeerSettings.Port("ipfs_port", "port for programs that speak kubo's RPC", c => c.IpfsPort, (c, v) => c with { IpfsPort = v }),
        new("ipfs_listen_ip", "address on which ipfs_port listens; whoever reaches it may change what the peer's IPFS keeps",
            (c, v) => IPAddress.TryParse(v, out IPAddress? ip) ? c with { IpfsListenIp = ip } : null,
            c => c.IpfsListenIp.ToString(), "an IP address"),
        new("ipfs_api", "RPC of another IPFS program that aqua-ipfs uses in place of the peer's own; empty for none",
            (c, v) => v.Length == 0 ? c with { IpfsApi = null }
                : Multiaddr.TryParse(v, out Multiaddr? api) && KuboClient.UrlOf(api) is not null ? c with { IpfsApi = api } : null,
            c => c.IpfsApi?.ToString() ?? "", "a multiaddr like /ip4/127.0.0.1/tcp/5001"),
        Integer("ipfs_storage_limit", "bytes of blocks that the peer's IPFS keeps", 0, long.MaxValue,
            o => o.StorageLimit, (o, v) => o with { StorageLimit = v }),
        Integer("ipfs_max_file_size", "bytes of the largest file, directory or archive that is added or fetched", 1, 1L << 50,
            o => o.MaxFileSize, (o, v) => o with { MaxFileSize = v }),
        Integer("ipfs_fetch_timeout", "seconds that a block may take to come from other peers", 1, 86_400,
            o => (long)o.FetchTimeout.TotalSeconds, (o, v) => o with { FetchTimeout = TimeSpan.FromSeconds(v) }),
    ];

    private static PeerSetting Integer(
        string key, string help, long least, long most, Func<IpfsOptions, long> get, Func<IpfsOptions, long, IpfsOptions> set) =>
        PeerSettings.Integer(key, help, least, most, c => get(c.Ipfs), (c, v) => c with { Ipfs = set(c.Ipfs, v) });
}
