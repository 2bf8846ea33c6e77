using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Primitives.Content;

namespace Fluence.Market;

/// <summary>How ids of peers and of content stand on the chain.</summary>
public static class ChainIds
{
    private const int PrefixLength = 4;

    /// <summary>A peer id as 32 bytes: the Ed25519 public key in it.</summary>
    /// <exception cref="FormatException">The id is of a key of another kind.</exception>
    public static Bytes32 ToChain(this PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return peer.TryGetPublicKey(out PublicKey? key)
            ? Bytes32.FromBytes(key.Bytes.Span)
            : throw new FormatException($"the peer id {peer} holds no Ed25519 key, which the marketplace asks for");
    }

    /// <summary>The peer id of 32 bytes. Any 32 bytes make one, whether or not somebody has the key.</summary>
    public static PeerId ToPeerId(this Bytes32 key)
    {
        PublicKey.TryFromBytes(key.Span, out PublicKey? publicKey);
        return publicKey!.PeerId;
    }

    /// <summary>A CID as its first four bytes and its digest.</summary>
    /// <exception cref="FormatException">It is not of version 1, has no digest of 32 bytes, or a codec of several bytes.</exception>
    public static CIDV1 ToChain(this Cid cid)
    {
        byte[] bytes = cid.ToBytes();
        return !cid.IsV0 && bytes.Length == PrefixLength + Bytes32.Length
            ? new CIDV1(Bytes4.FromBytes(bytes.AsSpan(0, PrefixLength)), Bytes32.FromBytes(bytes.AsSpan(PrefixLength)))
            : throw new FormatException(
                $"{cid} cannot stand on the chain: that takes CIDs of version 1 with a hash of 32 bytes, "
                + "like bafk… (ipfs add --cid-version 1)");
    }

    /// <summary>The CID of what stands on the chain; false where it is none, which contracts do not check.</summary>
    public static bool TryToCid(this CIDV1 value, out Cid cid)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Cid.TryParse((byte[])[.. value.Prefixes.ToArray(), .. value.Hash.Span], out cid);
    }

    /// <summary>The text of a CID on the chain; its bytes in hexadecimal where it is none.</summary>
    public static string ToText(this CIDV1 value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.TryToCid(out Cid cid) ? cid.ToString() : value.Prefixes + Hex.Of(value.Hash.Span)[2..];
    }
}
