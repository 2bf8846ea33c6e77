using System.Security.Cryptography;
using Fluence.Primitives.Content;
using Fluence.Primitives.Hashing;

namespace Fluence.Ipfs.Blocks;

/// <summary>The hash functions by which blocks are identified here: SHA2-256, SHA2-512, BLAKE3 of 32 bytes, and identity.</summary>
internal static class BlockHash
{
    /// <summary>Computes a hash; false for a function that is not among them, or a digest that was cut.</summary>
    public static bool TryCompute(ulong code, ReadOnlySpan<byte> content, int digestLength, out Multihash hash)
    {
        byte[]? digest = code switch
        {
            Multicodec.Sha256 => SHA256.HashData(content),
            Multicodec.Sha512 => SHA512.HashData(content),
            Multicodec.Blake3 => Blake3.Hash(content),
            Multicodec.Identity when content.Length <= Multihash.MaxDigestLength => content.ToArray(),
            _ => null,
        };
        hash = digest is null ? default : new Multihash(code, digest);
        return digest is not null && digest.Length == digestLength;
    }

    /// <summary>Whether a block has the contents that its CID says.</summary>
    public static bool Verify(Cid cid, ReadOnlySpan<byte> content) =>
        TryCompute(cid.Hash.Code, content, cid.Hash.Digest.Length, out Multihash hash) && hash.Equals(cid.Hash);

    /// <summary>Whether blocks with such a CID can be verified.</summary>
    public static bool IsSupported(Cid cid) =>
        cid.Hash.Code == Multicodec.Identity || TryCompute(cid.Hash.Code, [], cid.Hash.Digest.Length, out _);
}
