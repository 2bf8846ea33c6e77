using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Fluence.Crypto;

namespace Fluence.Libp2p.Kademlia;

/// <summary>A point of Kademlia's key space, or the distance of two: 256 bits, the most significant part first.</summary>
internal readonly record struct KademliaKey(ulong A, ulong B, ulong C, ulong D) : IComparable<KademliaKey>
{
    /// <summary>The bits of a key.</summary>
    public const int Bits = 256;

    /// <summary>The zero bits before the first one; 256 for zero. Of a distance: how long a prefix the two keys share.</summary>
    public int LeadingZeros =>
        A != 0 ? BitOperations.LeadingZeroCount(A)
        : B != 0 ? 64 + BitOperations.LeadingZeroCount(B)
        : C != 0 ? 128 + BitOperations.LeadingZeroCount(C)
        : 192 + BitOperations.LeadingZeroCount(D);

    /// <summary>The point of a peer: the SHA-256 of its id's bytes.</summary>
    public static KademliaKey Of(PeerId peer) => Of(peer.Bytes.Span);

    /// <summary>The point of any bytes: their SHA-256.</summary>
    public static KademliaKey Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new KademliaKey(
            BinaryPrimitives.ReadUInt64BigEndian(hash),
            BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));
    }

    /// <summary>The XOR of two keys.</summary>
    public KademliaKey DistanceTo(KademliaKey other) => new(A ^ other.A, B ^ other.B, C ^ other.C, D ^ other.D);

    public int CompareTo(KademliaKey other) =>
        A != other.A ? A.CompareTo(other.A)
        : B != other.B ? B.CompareTo(other.B)
        : C != other.C ? C.CompareTo(other.C)
        : D.CompareTo(other.D);
}
