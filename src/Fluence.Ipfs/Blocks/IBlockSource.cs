using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Blocks;

/// <summary>Where blocks come from: this peer's store, other peers, or another program. A seam.</summary>
public interface IBlockSource
{
    /// <summary>Gets a block whose bytes have been checked against its id.</summary>
    /// <exception cref="BlockNotFoundException">It is not to be had.</exception>
    /// <exception cref="IpfsException">What came is not the block.</exception>
    ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation);
}
