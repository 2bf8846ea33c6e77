using Fluence.Crypto;
using Fluence.Ipfs;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Services.Builtins;

/// <summary>
/// Addresses under which a peer's IPFS is known outside: kept for whoever asks, and used for nothing else. Lost with the process.
/// </summary>
internal sealed class AquaIpfsAddresses(IpfsAccess? ipfs)
{
    /// <summary>Of the RPC.</summary>
    public Multiaddr? ExternalApi { get; set; }

    /// <summary>Of the peer itself.</summary>
    public Multiaddr? ExternalSwarm { get; set; }

    /// <summary>An address with the id of the peer that is used, which it must not contradict.</summary>
    /// <exception cref="IpfsException">It does, or is none of two or three components, or the id is not to be had.</exception>
    public async Task<Multiaddr> WithIdAsync(Multiaddr address, CancellationToken cancellation)
    {
        int count = address.Components.Length;
        if (count is not (2 or 3))
        {
            throw new IpfsException($"multiaddr should contain 2 or 3 components, {count} given");
        }

        string actual = await ipfs!.IdAsync(cancellation);
        string? given = count == 3 ? address.Components[2].ToString() : null;
        return given is not null && given != $"/p2p/{actual}"
            ? throw new IpfsException($"given peer id is different from node peer_id: given {given}, actual /p2p/{actual}")
            : PeerId.TryParse(actual, out PeerId? id) ? address.WithPeerId(id)
            : throw new IpfsException($"error parsing peer_id from 'ipfs id': {actual}");
    }
}
