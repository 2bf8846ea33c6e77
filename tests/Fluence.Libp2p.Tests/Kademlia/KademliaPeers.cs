using System.Security.Cryptography;
using Fluence.Crypto;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;

namespace Fluence.Libp2p.Tests.Kademlia;

/// <summary>Peers made of numbers, without keys: only their ids matter here.</summary>
internal static class KademliaPeers
{
    public const string Protocol = "/fluence/kad/test/1.0.0";

    public static readonly KademliaOptions Options = new() { Protocol = Protocol, AllowLocalAddresses = () => true };

    public static PeerId Id(int number) =>
        PeerId.TryFromBytes(new Multihash(Multicodec.Sha256, SHA256.HashData(BitConverter.GetBytes(number))).ToBytes(), out PeerId? id)
            ? id : throw new InvalidOperationException();

    public static KademliaPeer Peer(int number) => new(Id(number), [Address(number)]);

    public static Multiaddr Address(int number) => Multiaddr.Parse($"/ip4/10.0.{number >> 8 & 255}.{number & 255}/tcp/{1 + (number >> 16)}");

    /// <summary>The peers of <paramref name="peers"/> in order of their distance from a key.</summary>
    public static IEnumerable<PeerId> ByDistance(IEnumerable<PeerId> peers, ReadOnlyMemory<byte> key) =>
        peers.OrderBy(peer => Convert.ToHexString(Distance(peer, key.Span)), StringComparer.Ordinal);

    private static byte[] Distance(PeerId peer, ReadOnlySpan<byte> key)
    {
        byte[] distance = SHA256.HashData(peer.Bytes.Span), hash = SHA256.HashData(key);
        return [.. distance.Zip(hash, (x, y) => (byte)(x ^ y))];
    }
}
