using Fluence.Primitives.Content;

namespace Fluence.Ipfs;

/// <summary>Something of IPFS did not work. The message says what, and where it can be mended how.</summary>
public class IpfsException(string message, Exception? innerException = null) : IOException(message, innerException);

/// <summary>A block is not here, or nowhere that was looked.</summary>
/// <param name="cid">The block.</param>
/// <param name="message">Where was looked.</param>
public sealed class BlockNotFoundException(Cid cid, string message) : IpfsException(message)
{
    /// <summary>The block.</summary>
    public Cid Cid { get; } = cid;
}

/// <summary>Content is larger than its reader, or the store, allows.</summary>
public sealed class IpfsLimitException(string message) : IpfsException(message);

/// <summary>Bytes are not what they are said to be: blocks, nodes or archives that cannot be read.</summary>
public sealed class IpfsFormatException(string message, Exception? innerException = null) : IpfsException(message, innerException);

/// <summary>The block store is full, also after what nobody needs was collected.</summary>
public sealed class StoreFullException(string message) : IpfsException(message);
