using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Blocks;

/// <summary>A block whose bytes are what its CID says.</summary>
/// <param name="Cid">Its id.</param>
/// <param name="Data">Its bytes.</param>
public readonly record struct Block(Cid Cid, ReadOnlyMemory<byte> Data)
{
    /// <summary>A new block of some codec, with its SHA2-256.</summary>
    public static Block Of(ulong codec, ReadOnlyMemory<byte> data) => new(new Cid(codec, Multihash.Sha256Of(data.Span)), data);

    /// <summary>A new block of DAG-PB with a CID of version 0.</summary>
    public static Block OfV0(ReadOnlyMemory<byte> data) => new(Cid.V0(Multihash.Sha256Of(data.Span)), data);

    /// <summary>Checks bytes that came from elsewhere.</summary>
    /// <exception cref="IpfsFormatException">They are not what the CID says, are too many, or nothing here can check them.</exception>
    public static Block Verified(Cid cid, ReadOnlyMemory<byte> data) =>
        !BlockHash.IsSupported(cid) ? throw new IpfsFormatException($"{cid} has a hash function that is not supported here")
        : data.Length > Limits.BlockSize
            ? throw new IpfsLimitException($"the block {cid} has {data.Length} bytes, at most {Limits.BlockSize} are taken")
        : !BlockHash.Verify(cid, data.Span) ? throw new IpfsFormatException($"the block {cid} does not have the contents that its id says")
        : new Block(cid, data);
}
